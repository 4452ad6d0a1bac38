//! Counts, percentages, shares and weights as exact decimals.

use super::Wrong;
use crate::model::{BasisPoints, Decimal, Percent};

/// An exact decimal such as `99.95`, with at most nine digits after the point.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let well_formed = !whole.is_empty() && (!fraction.is_empty() || !text.contains('.'));
    if !well_formed
        || !digits_only(whole)
        || !digits_only(fraction)
        || whole.len() > 9
        || fraction.len() > 9
    {
        return None;
    }
    let digits = format!("{whole}{fraction}").parse().ok()?;
    Some(Decimal {
        digits,
        scale: u32::try_from(fraction.len()).ok()?,
    })
}

/// A percentage from 0 to 100, such as `99.95%`.
pub(crate) fn percent(text: &str) -> Result<Percent, Wrong> {
    let wrong = |message: String| {
        let wrong = Wrong::new("invalid-percent", message);
        if text.contains(',') {
            return wrong.help("decimals come after a point: `99.95%`");
        }
        wrong.help("write a percentage from 0% to 100%: `99.95%`")
    };
    let number = text
        .strip_suffix('%')
        .and_then(|number| decimal(number.trim_end()))
        .ok_or_else(|| wrong(format!("`{text}` is not a percentage")))?;
    if u128::from(number.digits) > 100 * 10_u128.pow(number.scale) {
        return Err(wrong(format!("`{text}` is more than the whole")));
    }
    Ok(Percent(number))
}

/// A share above 0 and up to 100 %, in whole basis points (0.01 %).
pub(crate) fn share(text: &str) -> Result<BasisPoints, Wrong> {
    let wrong = || {
        let wrong = Wrong::new(
            "invalid-share",
            format!("`{text}` is not a share of the users"),
        );
        if text.contains(',') {
            return wrong.help("decimals come after a point: `99.9%`");
        }
        wrong.help("write a percentage above 0% and up to 100%, with at most two digits after the point: `8%`")
    };
    let Percent(number) = percent(text).map_err(|_| wrong())?;
    let scaled = u128::from(number.digits) * 100;
    let unit = 10_u128.pow(number.scale);
    let points = u16::try_from(scaled / unit).map_err(|_| wrong())?;
    (scaled.is_multiple_of(unit) && points > 0)
        .then_some(BasisPoints(points))
        .ok_or_else(wrong)
}

/// The weight of a level, from 0 to 1, in whole basis points (four digits after the point).
pub(crate) fn weight(text: &str) -> Result<BasisPoints, Wrong> {
    let wrong = || {
        Wrong::new("invalid-weight", format!("`{text}` is not a weight"))
            .help("write a number from 0 to 1 with at most four digits after the point: `0.3`")
    };
    let number = decimal(text.trim()).ok_or_else(wrong)?;
    let scaled = u128::from(number.digits) * 10_000;
    let unit = 10_u128.pow(number.scale);
    let points = u16::try_from(scaled / unit)
        .ok()
        .filter(|points| *points <= 10_000)
        .ok_or_else(wrong)?;
    scaled
        .is_multiple_of(unit)
        .then_some(BasisPoints(points))
        .ok_or_else(wrong)
}

/// What a component counts in a weighted group: a whole number of parts, at least one.
pub(crate) fn parts(text: &str) -> Result<u32, Wrong> {
    let number = count(text).ok().and_then(|count| u32::try_from(count).ok());
    number.filter(|number| *number > 0).ok_or_else(|| {
        Wrong::new("invalid-weight", format!("`{text}` is not a weight")).help(format!(
            "the weight of a component is a whole number from 1 to {}",
            u32::MAX
        ))
    })
}

/// A whole number of people or things.
pub(crate) fn count(text: &str) -> Result<u64, Wrong> {
    let plain =
        text.len() <= 15 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten().ok_or_else(|| {
        Wrong::new("not-a-number", format!("`{text}` is not a whole number"))
            .help("write digits only, without signs or separators: `150000`")
    })
}

#[cfg(test)]
mod tests {
    use super::{count, parts, percent, share, weight};
    use crate::model::BasisPoints;

    #[test]
    fn percentages_keep_every_digit() {
        let exact = percent("99.950%").expect("is one");
        assert_eq!(exact.fraction(), (99_950, 100_000));
        assert_eq!(exact.0.text(), "99.950");
    }

    #[test]
    fn refuses_what_is_no_percentage() {
        for text in [
            "99.95", "101%", "100.1%", "-1%", "99,9%", ".5%", "5.%", "1e2%", "%", "NaN%",
        ] {
            assert!(percent(text).is_err(), "{text}");
        }
    }

    #[test]
    fn shares_and_weights_are_whole_basis_points() {
        assert_eq!(share("8%"), Ok(BasisPoints(800)));
        assert_eq!(share("0.01%"), Ok(BasisPoints(1)));
        assert_eq!(weight("0.3"), Ok(BasisPoints(3_000)));
        assert_eq!(weight("1"), Ok(BasisPoints(10_000)));
        for text in ["0%", "130%", "8", "0.001%"] {
            assert!(share(text).is_err(), "{text}");
        }
        for text in ["1.5", "-1", "0.00001", ".nan"] {
            assert!(weight(text).is_err(), "{text}");
        }
    }

    #[test]
    fn parts_are_whole_and_at_least_one() {
        assert_eq!((parts("1"), parts("4294967295")), (Ok(1), Ok(u32::MAX)));
        for text in ["0", "4294967296", "0.5", "-1", ""] {
            assert!(parts(text).is_err(), "{text}");
        }
    }

    #[test]
    fn counts_are_digits_only() {
        assert_eq!(count("150000"), Ok(150_000));
        for text in [
            "-5",
            "1_000",
            "1,000",
            "0x10",
            "99999999999999999999",
            "1e3",
            ".inf",
            "",
        ] {
            assert!(count(text).is_err(), "{text}");
        }
    }
}
