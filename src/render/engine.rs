//! The template engine, loaded with a theme and with what all pages of a site have in common.

use std::sync::Arc;

use tera::{Context, Kwargs, State, Tera, TeraResult};

use super::csv::csv;
use super::guard::{self, Counted, Turns};
use super::{assets, context, feed, hosts, json, trouble};
use crate::diagnostic::Diagnostic;
use crate::model::Site;
use crate::output::Route;
use crate::report::Report;
use crate::theme::{Theme, Words};
use crate::view::{Data, Page, Scene, Shows, View, sheet};

/// Where templates of the built-in theme stand, for those that extend them.
const BUILT_IN: &str = "default/";

/// Renders the pages of one site. Cheap to share between threads.
pub struct Engine {
    tera: Tera,
    theme: Theme,
    counted: Counted,
    turns: Arc<Turns>,
    assets: Vec<(Route, Vec<u8>)>,
}

impl Engine {
    /// Compiles the templates of `theme` and prepares what all pages of `site` share.
    pub fn new(theme: &Theme, site: &Site) -> Result<Self, Vec<Diagnostic>> {
        let assets = assets::all(theme, site);
        let counted = Counted::new(theme)?;
        let turns = Arc::new(Turns::new());
        let mut tera = Tera::new();
        register(&mut tera, Arc::new(theme.words.clone()));
        count(&mut tera, Arc::clone(&turns));
        load(&mut tera, theme, &counted)
            .map_err(|error| vec![trouble::diagnostic((theme, &counted), &error)])?;
        context::fill(tera.global_context(), theme, site, &assets);
        Ok(Self {
            tera,
            theme: theme.clone(),
            counted,
            turns,
            assets,
        })
    }

    /// Everything that pages load, by its address.
    #[must_use]
    pub fn assets(&self) -> &[(Route, Vec<u8>)] {
        &self.assets
    }

    /// The bytes of one file. Fails only where a template of the project's own does.
    pub fn page(&self, site: &Site, report: &Report, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        let scene = Scene {
            site,
            report,
            words: &self.theme.words,
            route: &page.route,
        };
        if let Some((head, view)) = View::of(&scene, page.shows) {
            let mut context = Context::new();
            context.insert("page", &head);
            context.insert("view", &view);
            let mut bytes = Vec::with_capacity(16 * 1024);
            self.turns.restart();
            return match self.tera.render_to(view.template(), &context, &mut bytes) {
                Ok(()) => Ok(bytes),
                Err(error) => Err(trouble::diagnostic((&self.theme, &self.counted), &error)),
            };
        }
        let Shows::Data(data) = page.shows else {
            return Ok(Vec::new());
        };
        Ok(match data {
            Data::Figures => json::availability(&scene),
            Data::Feed => feed::atom(&scene),
            Data::PeriodCsv(period) => csv(&sheet(&scene, period)),
            Data::Sitemap => hosts::sitemap(site, report),
            Data::Robots => hosts::robots(site),
            Data::Headers => hosts::headers(site),
            Data::NoJekyll => Vec::new(),
        })
    }
}

/// `say(key, …)`: a phrase of the theme with its places filled.
fn register(tera: &mut Tera, words: Arc<Words>) {
    tera.register_function(
        "say",
        move |arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let key: &str = arguments.must_get("key")?;
            let mut values = Vec::new();
            for name in [
                "n", "name", "what", "time", "duration", "from", "to", "percent",
            ] {
                if let Some(value) = arguments.get::<tera::Value>(name)? {
                    values.push((name, value.to_string()));
                }
            }
            let values: Vec<_> = values
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            Ok(words.fill(key, &values))
        },
    );
}

/// The call behind every loop and include of the project's own templates.
fn count(tera: &mut Tera, turns: Arc<Turns>) {
    let turn = move |_: Kwargs, _: &State<'_>| -> TeraResult<&'static str> {
        if turns.one() {
            Ok("")
        } else {
            Err(tera::Error::message(guard::ENDLESS))
        }
    };
    tera.register_function(guard::TURN, turn);
}

fn load(tera: &mut Tera, theme: &Theme, counted: &Counted) -> TeraResult<()> {
    tera.set_fallback_prefixes([BUILT_IN])?;
    let base = theme
        .base_templates
        .iter()
        .map(|(name, file)| (format!("{BUILT_IN}{name}"), file));
    let base = base.map(|(name, file)| (name, file.text().unwrap_or_default()));
    let own = counted.iter().map(|(name, text)| (name.to_owned(), text));
    tera.add_raw_templates(base.chain(own).collect::<Vec<_>>())
}
