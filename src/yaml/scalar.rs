//! What a plain scalar means, by the core schema of YAML 1.2.

use super::tree::Data;

/// Returns what a plain scalar means, or nothing where it is text.
pub(super) fn plain(text: &str) -> Option<Data> {
    let first = *text.as_bytes().first()?;
    match first {
        b'~' => (text == "~").then_some(Data::Null),
        b'n' | b'N' => matches!(text, "null" | "Null" | "NULL").then_some(Data::Null),
        b't' | b'T' => matches!(text, "true" | "True" | "TRUE").then_some(Data::Bool(true)),
        b'f' | b'F' => matches!(text, "false" | "False" | "FALSE").then_some(Data::Bool(false)),
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text),
        _ => None,
    }
}

fn number(text: &str) -> Option<Data> {
    if let Some(digits) = text.strip_prefix("0o") {
        return in_base(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return in_base(digits, 16);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if is_digits(unsigned) {
        return Some(text.parse().map_or(Data::Number, Data::Int));
    }
    let is_special = matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN");
    (is_special || is_float(unsigned)).then_some(Data::Number)
}

fn in_base(digits: &str, base: u32) -> Option<Data> {
    let fits = !digits.is_empty() && digits.bytes().all(|byte| char::from(byte).is_digit(base));
    fits.then(|| i64::from_str_radix(digits, base).map_or(Data::Number, Data::Int))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `.5`, `1.`, `1.5`, `1e3`; the sign is gone already.
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mantissa_fits = match (whole, fraction) {
        ("", fraction) => is_digits(fraction),
        (whole, "") => is_digits(whole),
        (whole, fraction) => is_digits(whole) && is_digits(fraction),
    };
    mantissa_fits && exponent.is_none_or(|exponent| is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> String {
        match plain(text) {
            None => "text".to_owned(),
            Some(Data::Null) => "null".to_owned(),
            Some(Data::Bool(value)) => value.to_string(),
            Some(Data::Int(value)) => value.to_string(),
            Some(_) => "number".to_owned(),
        }
    }

    #[test]
    fn plain_scalars_follow_the_core_schema_and_nothing_older() {
        for (text, meaning) in [
            ("~", "null"),
            ("null", "null"),
            ("Null", "null"),
            ("nULL", "text"),
            ("true", "true"),
            ("FALSE", "false"),
            ("yes", "text"),
            ("no", "text"),
            ("on", "text"),
            ("0", "0"),
            ("-0", "0"),
            ("+12", "12"),
            ("0123", "123"),
            ("0o17", "15"),
            ("0x1F", "31"),
            ("0o8", "text"),
            ("0x", "text"),
            ("-0x1", "text"),
            ("0b1", "text"),
            ("1_000", "text"),
            ("12:30:45", "text"),
            ("9223372036854775807", "9223372036854775807"),
            ("9223372036854775808", "number"),
            ("0xFFFFFFFFFFFFFFFF", "number"),
            ("1.", "number"),
            (".5", "number"),
            ("+.5e-3", "number"),
            ("1e3", "number"),
            ("1.10", "number"),
            (".inf", "number"),
            ("-.INF", "number"),
            (".nan", "number"),
            ("-.nan", "text"),
            (".", "text"),
            ("-", "text"),
            ("+", "text"),
            ("e3", "text"),
            (".e3", "text"),
            ("1e", "text"),
            ("1.2.3", "text"),
            ("2026-01-05", "text"),
            ("+81-3-0000-0000", "text"),
            ("１２", "text"),
        ] {
            assert_eq!(kind(text), meaning, "{text}");
        }
    }
}
