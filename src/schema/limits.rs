//! Limits against hostile files, in one table. Generous: no honest site comes near them.

/// Longest Markdown file, in bytes. A file of nothing but `[` takes 150 times its size while it is read; nesting needs no limit of its own.
pub const MARKDOWN_BYTES: usize = 1 << 20;
/// Longest front matter, in bytes.
pub const FRONT_MATTER_BYTES: usize = 256 << 10;
/// Longest YAML file, in bytes.
pub const YAML_BYTES: usize = 16 << 20;
/// Deepest nesting of lists and maps in YAML; the parser behind the door takes quadratic time on deeper ones.
pub const YAML_DEPTH: usize = 32;
/// Most values in one piece of YAML, lists and maps included; each takes memory while it is parsed.
pub const YAML_VALUES: usize = 250_000;
/// Most values that are passed over to say where the wrong ones of a file stand: for each of those, the file is read again.
pub const YAML_LOOKED_UP: usize = 2_500_000;
/// Most places that are looked up in one file, so that the time grows with the file and not with its square. More than are shown.
pub const LOOK_UPS: usize = 100;
/// Longest CSV file, in bytes: a row for every minute of a year has less than half of it.
pub const CSV_BYTES: usize = 64 << 20;
/// Most outages in a CSV file: one every ten minutes for nearly five years.
pub const CSV_ROWS: usize = 250_000;
/// Most error rates in a CSV file: one for every minute of two years.
pub const CSV_RATES: usize = 1_100_000;
/// Most columns of a CSV file.
pub const CSV_COLUMNS: usize = 100;
/// Most updates in one file.
pub const UPDATES: usize = 10_000;
/// Longest headline without a warning, in characters.
pub const TITLE_CHARS: usize = 200;
/// An incident that has been open for longer than this, in days, is asked about.
pub const OPEN_DAYS: i64 = 30;
/// Most templates in a theme of the project's own: each may include the next, and each takes room on the stack.
pub const TEMPLATES: usize = 64;
/// Most `elif` in one template.
pub const ELIFS: usize = 200;
/// Most turns of loops, includes among them, while one page is rendered.
pub const TURNS: u64 = 1_000_000;
