//! Owning up: the letter, what is given back, and what is promised.

use super::{Decimal, Moment, Money, Percent, Prose};
use crate::timeline::{Day, Instant};

/// A letter about one incident or more.
#[derive(Debug, Clone)]
pub struct Apology {
    /// Stable id: the file's name without its ending.
    pub id: String,
    /// Headline.
    pub title: String,
    /// Positions in [`Site::incidents`](super::Site::incidents), in the order written; at least one.
    pub incidents: Vec<usize>,
    /// When it was published.
    pub published: Moment,
    /// Who signs it.
    pub author: Option<Author>,
    /// What is promised, in the order written.
    pub actions: Vec<Action>,
    /// What is given back.
    pub remedy: Option<Remedy>,
    /// What was corrected after it was published, oldest first.
    pub revisions: Vec<Revision>,
    /// Advice that the author has set aside, each with a reason.
    pub allow: Vec<Allowance>,
    /// The letter itself.
    pub prose: Prose,
}

/// A correction of a letter after it was published: listed, never silent.
#[derive(Debug, Clone)]
pub struct Revision {
    /// When it was made.
    pub at: Moment,
    /// What was changed, and why.
    pub text: String,
}

/// Who signs: a name, a role, or both.
#[derive(Debug, Clone)]
pub struct Author {
    /// Name.
    pub name: Option<String>,
    /// Role.
    pub role: Option<String>,
}

/// Something promised.
#[derive(Debug, Clone)]
pub struct Action {
    /// What will be done, in the site's own words.
    pub text: String,
    /// What it is good for.
    pub kind: Option<ActionKind>,
    /// Who does it; a team is fine.
    pub owner: Option<String>,
    /// Where it stands.
    pub state: ActionState,
    /// Until when.
    pub due: Option<Day>,
    /// The page that tells more.
    pub link: Option<String>,
}

/// What an action is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionKind {
    /// It will not happen again this way.
    Prevent,
    /// It will be noticed sooner.
    Detect,
    /// It will hurt less.
    Mitigate,
}

/// Where an action stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionState {
    /// Promised.
    Open,
    /// Kept, on a day where it is written.
    Done(Option<Day>),
    /// Given up, with the reason.
    Dropped(String),
}

/// What is given back.
#[derive(Debug, Clone)]
pub struct Remedy {
    /// In which form.
    pub kind: RemedyKind,
    /// How much.
    pub amount: Option<Amount>,
    /// Why it is given.
    pub basis: Option<Basis>,
    /// Whether what an agreement owes is part of it; otherwise it comes on top.
    pub includes_agreement: bool,
    /// Who gets it, in the site's own words.
    pub eligible: Option<String>,
    /// How it reaches them.
    pub delivery: Option<Delivery>,
    /// Where and when to claim it.
    pub claim: Option<Claim>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Why there is none, or why it is as it is.
    pub because: Option<String>,
}

/// The form of a remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemedyKind {
    /// Off a bill.
    Credit,
    /// Money back.
    Refund,
    /// Service for longer.
    Extension,
    /// Another thing instead.
    Replacement,
    /// Nothing, with the reason.
    None,
}

/// How much is given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// A share of something, such as 3 % of the next bill.
    Share {
        /// How much of it.
        percent: Percent,
        /// Of what.
        of: String,
    },
    /// Money.
    Money(Money),
    /// Days of service.
    Days(Decimal),
    /// What the agreement owes.
    Agreement,
}

/// Why a remedy is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Because it is right.
    Goodwill,
    /// Because an agreement says so.
    Agreement,
    /// Because the law says so.
    Law,
}

/// How a remedy reaches people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// By itself.
    Automatic,
    /// By a link of their own.
    Claim,
    /// When they ask.
    Request,
}

/// Where and when a remedy is claimed.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Where.
    pub link: String,
    /// First instant.
    pub opens: Instant,
    /// First instant at which it is closed.
    pub closes: Instant,
    /// Whether each person may claim once.
    pub once: bool,
    /// Why it is not automatic.
    pub because: Option<String>,
}

/// A piece of advice that was set aside.
#[derive(Debug, Clone)]
pub struct Allowance {
    /// Id of the rule, which is its code.
    pub rule: &'static str,
    /// Why.
    pub because: String,
}
