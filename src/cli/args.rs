//! The flags of every command, and the texts of `--help`.

#![expect(
    clippy::doc_markdown,
    reason = "these comments are shown in a terminal, where backticks are noise"
)]

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Severity;

/// A status page that owns up: Markdown incidents and YAML uptime data in, an exact and honest static site out.
#[derive(Debug, Parser)]
#[command(
    name = "forthright",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(
    after_help = "In the middle of an outage:\n  forthright new incident \"Mail is down\"   # then edit the file it names\n  forthright build                         # and copy public/ to the host\n\nExit codes: 0 clean, 1 problems in the content, 2 wrong use or environment."
)]
pub(super) struct Arguments {
    /// When to use colours: auto, always or never
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    #[arg(hide_possible_values = true, help_heading = "Output")]
    pub(super) color: Color,
    /// Say nothing but problems
    #[arg(long, short, global = true, help_heading = "Output")]
    pub(super) quiet: bool,
    /// Also say what is ignored: files that editors and file managers leave behind
    #[arg(
        long,
        short,
        global = true,
        conflicts_with = "quiet",
        help_heading = "Output"
    )]
    pub(super) verbose: bool,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the site: read content/, write public/
    ///
    /// All errors in all files are reported in one run, and a build with errors changes nothing. Only files that changed are
    /// written, each whole, in an order in which every link works at every moment. Files in the output folder that
    /// forthright did not write are left alone.
    Build(BuildOptions),
    /// Look for problems without writing anything
    Check(CheckOptions),
    /// Read the finished write-ups as a reader would, and give advice
    ///
    /// It looks at letters, and at incidents that are over: contradictions, questions that stay open, words that readers mind. Nothing of
    /// it stops a build, but --strict stops at its warnings. To set a piece of advice aside, name it under `allow` with a reason.
    Lint(LintOptions),
    #[cfg(feature = "serve")]
    /// Show the site in your browser, always as a build would make it now
    ///
    /// Pages change while you write, and errors are shown above the last page that had none. Nothing is written. It ends with Ctrl-C.
    Serve(ServeOptions),
    /// Answer with figures: availability, nines, budgets and what is owed
    ///
    /// Without a component, all of them; without a window, those of the site. The figures are those of the pages.
    Availability(AvailabilityOptions),
    /// Make a starter site in a new folder
    ///
    /// Nothing is ever overwritten.
    Init(InitOptions),
    /// Start a write-up: the right file, named and filled in with what is known
    New(NewOptions),
    /// Explain a code such as unknown-key, or list them all
    Explain(ExplainOptions),
    /// Bring in the content of another status page system
    Import(ImportOptions),
    /// Print a completion script for your shell
    ///
    /// For bash: forthright completions bash > ~/.local/share/bash-completion/completions/forthright
    Completions(CompletionsOptions),
}

/// Which site, and how it is looked at.
#[derive(Debug, Args)]
pub(super) struct SiteOptions {
    /// Folder of the site [default: this folder, or the nearest above it with content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// The moment that the page speaks of [default: SOURCE_DATE_EPOCH, else now]
    ///
    /// A time with its offset (2009-09-02T18:00:00-07:00), or a time or a day in the site's zone.
    #[arg(long, value_name = "TIME")]
    pub(super) as_of: Option<String>,
    /// Include files with `draft: true`
    #[arg(long)]
    pub(super) drafts: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// How to print problems: human, short (one line each), json (one object a line) or github (annotations in GitHub Actions)
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORM")]
    #[arg(hide_possible_values = true, help_heading = "Output")]
    pub(super) format: Format,
}

impl SiteOptions {
    /// Whether a problem of this severity is the end of the command.
    pub(super) fn stops_at(&self, severity: Severity) -> bool {
        severity == Severity::Error || self.strict && severity == Severity::Warning
    }
}

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the line and a pointer to the place
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
    /// Workflow commands, which GitHub Actions shows beside the lines of a change
    Github,
}

#[derive(Debug, Args)]
pub(super) struct BuildOptions {
    #[command(flatten)]
    pub(super) site: SiteOptions,
    /// Where to write the site [default: public in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Where the site will be published, in place of `url` in site.yaml
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// In the worst minute: build without the files that have errors
    ///
    /// Their pages stay as they were, every other page says what is missing, and figures and states that it may change are marked. The
    /// exit code is 1 all the same.
    #[arg(long, conflicts_with = "strict")]
    pub(super) keep_going: bool,
    /// Write everything anew, also over files that forthright did not write
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    pub(super) site: SiteOptions,
}

#[derive(Debug, Args)]
pub(super) struct LintOptions {
    #[command(flatten)]
    pub(super) site: SiteOptions,
    /// Also show which parts of an apology each letter has, and where
    #[arg(long)]
    pub(super) report: bool,
}

#[derive(Debug, Args)]
pub(super) struct AvailabilityOptions {
    /// Ids of components and groups [default: all]
    #[arg(value_name = "COMPONENT")]
    pub(super) components: Vec<String>,
    /// 30d, 2009-09, 2009-Q3, 2009, month, quarter, year or 2009-09-01..2009-09-07; may be given more than once
    #[arg(long, short, value_name = "WINDOW")]
    pub(super) window: Vec<String>,
    /// Print the sum behind each figure, line by line
    #[arg(long, conflicts_with = "what_if")]
    pub(super) explain: bool,
    /// Say what another outage of this length would cost: nines, budget and credit (20m, 1h40m)
    #[arg(long, value_name = "LENGTH")]
    pub(super) what_if: Option<String>,
    /// Folder of the site [default: this folder, or the nearest above it with content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// The moment that figures are told for [default: SOURCE_DATE_EPOCH, else now]
    #[arg(long, value_name = "TIME")]
    pub(super) as_of: Option<String>,
    /// Include files with `draft: true`
    #[arg(long)]
    pub(super) drafts: bool,
    /// How to print figures: table, json or csv
    #[arg(long, value_enum, default_value_t = Figures::Table, value_name = "FORM")]
    #[arg(hide_possible_values = true, help_heading = "Output")]
    pub(super) format: Figures,
}

/// How figures are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Figures {
    /// For people
    Table,
    /// One JSON document
    Json,
    /// For spreadsheets
    Csv,
}

#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub(super) struct ServeOptions {
    /// Folder of the site [default: this folder, or the nearest above it with content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// The moment that the page speaks of [default: SOURCE_DATE_EPOCH, else now]
    ///
    /// A time with its offset (2009-09-02T18:00:00-07:00), or a time or a day in the site's zone.
    #[arg(long, value_name = "TIME")]
    pub(super) as_of: Option<String>,
    /// Include files with `draft: true`
    #[arg(long)]
    pub(super) drafts: bool,
    /// Open the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Your editor: problems in the browser then lead into it
    ///
    /// One of cursor, idea, sublime, textmate, vscode, vscode-insiders, vscodium and zed, or an address with {path}, {line} and {column}.
    #[arg(
        long,
        value_name = "NAME|ADDRESS",
        env = "FORTHRIGHT_EDITOR",
        hide_env_values = true
    )]
    pub(super) editor: Option<String>,
    /// Look at every file again and again, where the system does not tell of changes: network folders, some containers
    #[arg(long)]
    pub(super) poll: bool,
    /// The port to listen at; another one where it is taken, and any with 0
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1111,
        help_heading = "Network"
    )]
    pub(super) port: u16,
    /// The address of this machine to listen at
    ///
    /// With any other than 127.0.0.1, others on the network can read the preview, with what is not published yet.
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1",
        help_heading = "Network"
    )]
    pub(super) host: String,
    /// A name by which the preview may be called besides its own; may be given more than once
    #[arg(long, value_name = "NAME", help_heading = "Network")]
    pub(super) allow_host: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct InitOptions {
    /// The folder to make
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Also write a workflow that publishes the site to GitHub Pages
    #[arg(long)]
    pub(super) github_pages: bool,
    /// The moment that the starter content is dated around [default: now]
    #[arg(long, value_name = "TIME")]
    pub(super) as_of: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct NewOptions {
    /// What to start
    #[arg(value_enum)]
    pub(super) kind: NewKind,
    /// Its headline, in the reader's words
    pub(super) title: String,
    /// Folder of the site [default: this folder, or the nearest above it with content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// The component that it is about (not of an apology); may be given more than once
    #[arg(long, short, value_name = "ID")]
    pub(super) component: Vec<String>,
    /// The incident that an apology is about; may be given more than once [default: the latest without an apology]
    #[arg(long, short, value_name = "ID")]
    pub(super) incident: Vec<String>,
    /// The moment to date it [default: SOURCE_DATE_EPOCH, else now]
    #[arg(long, value_name = "TIME")]
    pub(super) as_of: Option<String>,
}

/// What can be started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NewKind {
    /// Something is wrong
    Incident,
    /// Owning up to an incident
    Apology,
    /// Planned work
    Maintenance,
    /// Something to say that is no outage
    Notice,
}

#[derive(Debug, Args)]
pub(super) struct ExplainOptions {
    /// The code in brackets after error or warning, with or without them
    pub(super) code: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ImportOptions {
    /// The system that the content comes from
    #[arg(value_enum)]
    pub(super) system: System,
    /// The folder of the other site
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// The folder of the new site; files that are there already are never overwritten
    #[arg(long, short, value_name = "SITE")]
    pub(super) out: PathBuf,
    /// The zone of times that are written without one
    #[arg(long, value_name = "ZONE")]
    pub(super) time_zone: Option<String>,
}

/// A system that content can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum System {
    /// cState, a theme for Hugo
    Cstate,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsOptions {
    /// Which shell
    #[arg(value_enum)]
    pub(super) shell: clap_complete::Shell,
}
