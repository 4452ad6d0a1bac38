//! Files for programs, as JSON.

use serde::Serialize;

use crate::view::{Scene, api};

/// Every figure of the site.
pub(super) fn availability(scene: &Scene<'_>) -> Vec<u8> {
    document(&api::availability(scene.site, scene.report))
}

/// One JSON document, ending with a line break.
fn document(value: &impl Serialize) -> Vec<u8> {
    // All keys are texts and all numbers fit, so that nothing can fail.
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
