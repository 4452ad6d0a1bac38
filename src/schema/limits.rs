//! Limits against hostile files, in one table. Generous: no honest site comes near them.

/// Longest Markdown file, in bytes.
pub const MARKDOWN_BYTES: usize = 4 << 20;
/// Longest front matter, in bytes.
pub const FRONT_MATTER_BYTES: usize = 256 << 10;
/// Longest YAML file, in bytes.
pub const YAML_BYTES: usize = 16 << 20;
/// Deepest nesting of lists and maps in YAML; the parser behind the door takes quadratic time on deeper ones.
pub const YAML_DEPTH: usize = 32;
/// Most values of one file that are looked up to say where they stand: each time, the file is read again.
pub const LOOKED_UP: usize = 120;
/// Most updates in one file.
pub const UPDATES: usize = 10_000;
/// Longest headline without a warning, in characters.
pub const TITLE_CHARS: usize = 200;
/// An incident that has been open for longer than this, in days, is asked about.
pub const OPEN_DAYS: i64 = 30;
