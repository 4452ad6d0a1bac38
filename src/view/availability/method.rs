//! How the figures are made, in sentences: the rules of this site, as it sets them.

use crate::model::{BasisPoints, Counting, PlannedPolicy, Rollup};
use crate::timeline::duration_text;
use crate::view::Scene;

use super::naming::weight_text;

/// The rules, a sentence or two each.
pub(super) fn method(scene: &Scene<'_>) -> Vec<String> {
    let (words, counting) = (scene.words, &scene.site.counting);
    let mut said = vec![
        words.say("method_formula").to_owned(),
        words.say("method_worst").to_owned(),
        weights(scene, counting),
    ];
    said.push(planned(scene, counting));
    said.push(words.say("method_unknown").to_owned());
    said.extend(rollups(scene));
    said.push(words.say("method_rounding").to_owned());
    said.push(words.say("method_nines").to_owned());
    said.push(words.say("method_budget").to_owned());
    said.push(words.fill("method_days", &[("zone", scene.site.zone.name())]));
    said
}

fn weights(scene: &Scene<'_>, counting: &Counting) -> String {
    let said = |weight: BasisPoints| match weight.0 {
        0 => scene.words.say("weight_nothing").to_owned(),
        10_000 => scene.words.say("weight_whole").to_owned(),
        part => scene
            .words
            .fill("weight_part", &[("weight", &weight_text(part.into()))]),
    };
    let values = [
        ("major", said(counting.major)),
        ("partial", said(counting.partial)),
        ("degraded", said(counting.degraded)),
    ];
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    scene.words.fill("method_weights", &values)
}

fn planned(scene: &Scene<'_>, counting: &Counting) -> String {
    let key = match counting.planned {
        PlannedPolicy::NotCounted => "method_planned_not_counted",
        PlannedPolicy::ExcludeWindow => "method_planned_excluded",
        PlannedPolicy::CountsAsOutage => "method_planned_counts",
    };
    let mut said = scene.words.say(key).to_owned();
    if counting.planned == PlannedPolicy::CountsAsOutage {
        return said;
    }
    let mut add = |text: &str| {
        said.push(' ');
        said.push_str(text);
    };
    let notice = duration_text(counting.notice);
    match counting.notice {
        0 => add(scene.words.say("method_notice_none")),
        _ => add(&scene.words.fill("method_notice", &[("duration", &notice)])),
    }
    if let Some(cap) = counting.planned_cap {
        let cap = duration_text(cap);
        add(&scene.words.fill("method_cap", &[("duration", &cap)]));
    }
    said
}

/// How groups are made up, each way with the groups that use it.
fn rollups(scene: &Scene<'_>) -> Vec<String> {
    const WAYS: [(Rollup, &str); 4] = [
        (Rollup::AnyDown, "method_any_down"),
        (Rollup::AllDown, "method_all_down"),
        (Rollup::Mean, "method_mean"),
        (Rollup::Weighted, "method_weighted"),
    ];
    let mut said = Vec::new();
    for (rollup, key) in WAYS {
        let keys = scene.site.component_keys();
        let groups: Vec<_> = keys
            .filter(|key| {
                let component = scene.site.component(*key);
                component.is_group() && component.rollup == rollup
            })
            .collect();
        if !groups.is_empty() {
            let names = scene.names(groups);
            said.push(scene.words.fill(key, &[("groups", &names)]));
        }
    }
    said
}
