//! Sentences beside what an agreement owes: what it does not count, and what several credits come to together.

use super::{Scene, remedy};
use crate::model::Credit;
use crate::report::{Owed, Price, Together};
use crate::timeline::duration_text;

/// "This agreement does not count outages shorter than 10 min: 3 of them, 27 min, are left out."
pub(super) fn left_out(scene: &Scene<'_>, owed: &Owed) -> Option<String> {
    let left_out = owed.left_out?;
    let said = scene.words.count("owed_left_out", left_out.outages);
    let (limit, duration) = (
        duration_text(left_out.shorter_than),
        duration_text(left_out.seconds),
    );
    Some(
        said.replace("{limit}", &limit)
            .replace("{duration}", &duration),
    )
}

/// "3 outages under 10 min left out", for where there is little room.
pub(super) fn left_out_shortly(scene: &Scene<'_>, owed: &Owed) -> Option<String> {
    let left_out = owed.left_out?;
    let said = scene.words.count("owed_short", left_out.outages);
    Some(said.replace("{limit}", &duration_text(left_out.shorter_than)))
}

/// "Owed together for Web interface and Delivery: 6 days of service, worth 0.83 USD, of at most 15 days of service, worth 2.06 USD."
pub(super) fn together(scene: &Scene<'_>, together: &Together) -> String {
    let sum = &together.sum;
    let key = match () {
        () if sum.capped => "owed_together_capped",
        () if together.incomplete => "owed_together_at_least",
        () if together.running => "owed_together_running",
        () => "owed_together",
    };
    let values = [
        (
            "components",
            scene.names(together.components.iter().copied()),
        ),
        ("sum", sum_text(scene, sum.credit, sum.worth.as_ref())),
        ("most", sum_text(scene, sum.most, sum.most_worth.as_ref())),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    scene.words.fill(key, &values)
}

fn sum_text(scene: &Scene<'_>, credit: Credit, worth: Option<&Price>) -> String {
    let credit = remedy::credit_text(scene, credit);
    let Some(worth) = worth else {
        return credit;
    };
    let money = remedy::price_text(worth);
    scene
        .words
        .fill("owed_sum", &[("credit", &credit), ("money", &money)])
}
