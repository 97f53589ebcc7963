//! The right spelling of what people write for a date, a duration, an id, where it is beyond doubt.

/// Returns the right spelling of `written` for a shared type, if there is one that nobody would doubt.
pub(super) fn right(form: &str, written: &str) -> Option<String> {
    let plain = half_width(written.trim());
    let right = match form {
        "date" => date(&plain)?,
        "time" => time(&plain)?,
        "duration" => duration(&plain)?,
        "id" => id(&plain)?,
        "phone" => phone(&plain)?,
        _ => return None,
    };
    (right != written).then_some(right)
}

/// Full-width digits, letters and signs as an input method types them.
pub(super) fn half_width(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            '\u{3000}' => ' ',
            'ー' | '−' | '‐' => '-',
            _ => character,
        })
        .collect()
}

/// Says whether a text is one of the usual ways to say that somebody is there at every hour.
pub(super) fn is_round_the_clock(text: &str) -> bool {
    let plain: String = half_width(text).to_lowercase().chars().filter(|sign| sign.is_alphanumeric()).collect();
    let known = ["24", "247", "24365", "24x7", "24x7x365", "24h", "24hours", "24時間", "always", "roundtheclock"];
    known.contains(&plain.as_str())
        || plain.starts_with("24時間")
        || ["終日", "常時", "365日"].contains(&plain.as_str())
}

fn numbers(text: &str, between: &[char]) -> Option<Vec<u32>> {
    text.split(between).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect()
}

/// `2026/1/5`, `2026.1.5`, `2026年1月5日`, `20260105`.
fn date(text: &str) -> Option<String> {
    let parts = match text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => numbers(&format!("{}/{}/{}", &text[..4], &text[4..6], &text[6..]), &['/'])?,
        false => numbers(text, &['/', '.', '-', '年', '月', '日', ' '])?,
    };
    let [year, month, day] = parts[..] else { return None };
    let year_first = (1900..3000).contains(&year);
    let exists = jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    (year_first && exists.is_ok()).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// `9:00`, `9時30分`.
fn time(text: &str) -> Option<String> {
    let parts = numbers(text, &[':', '時', '分'])?;
    let (hour, minute) = match parts[..] {
        [hour] if text.contains('時') => (hour, 0),
        [hour, minute] => (hour, minute),
        _ => return None,
    };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

/// `P3M`, `PT30M`, `3 months`, `3か月`; a bare `m` may mean minutes or months, and stays unanswered.
fn duration(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    if let Some(iso) = lower.strip_prefix('p') {
        let (days, hours) = iso.split_once('t').unwrap_or((iso, ""));
        let of_days = units(days, &[("y", "y"), ("m", "mo"), ("w", "w"), ("d", "d")])?;
        let of_hours = units(hours, &[("h", "h"), ("m", "min")])?;
        let all: Vec<String> = of_days.into_iter().chain(of_hours).collect();
        return (!all.is_empty()).then(|| all.join(" "));
    }
    const NAMES: [(&str, &str); 30] = [
        ("minutes", "min"),
        ("minute", "min"),
        ("mins", "min"),
        ("min", "min"),
        ("分", "min"),
        ("分間", "min"),
        ("hours", "h"),
        ("hour", "h"),
        ("hrs", "h"),
        ("h", "h"),
        ("時間", "h"),
        ("days", "d"),
        ("day", "d"),
        ("d", "d"),
        ("日", "d"),
        ("日間", "d"),
        ("weeks", "w"),
        ("week", "w"),
        ("w", "w"),
        ("週", "w"),
        ("週間", "w"),
        ("months", "mo"),
        ("month", "mo"),
        ("mo", "mo"),
        ("か月", "mo"),
        ("ヶ月", "mo"),
        ("カ月", "mo"),
        ("years", "y"),
        ("year", "y"),
        ("年", "y"),
    ];
    let compact: String = lower.split_whitespace().collect();
    let parts = units(&compact, &NAMES)?;
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Takes `30min` or `1y2mo` apart; nothing where a unit is not among `names`.
fn units(text: &str, names: &[(&str, &str)]) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let at = rest.find(|character: char| !character.is_ascii_digit()).filter(|at| *at > 0)?;
        let (number, behind) = rest.split_at(at);
        let end = behind.find(|character: char| character.is_ascii_digit()).unwrap_or(behind.len());
        let (unit, behind) = behind.split_at(end);
        let (_, right) = names.iter().find(|(name, _)| *name == unit)?;
        parts.push(format!("{number}{right}"));
        rest = behind;
    }
    Some(parts)
}

/// `CSIRT_Lead`, `csirt lead`.
fn id(text: &str) -> Option<String> {
    let right: String = text.to_lowercase().replace(['_', ' ', '.'], "-");
    let plain =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let fits =
        right.len() <= 64 && right.split('-').all(plain) && right.starts_with(|first: char| first.is_ascii_lowercase());
    fits.then_some(right)
}

/// `+81 3-1234-5678`; a number without a country is not guessed.
fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|character| !matches!(character, ' ' | '-' | '(' | ')' | '.')).collect();
    let rest = digits.strip_prefix('+')?;
    let fits =
        (7..=15).contains(&rest.len()) && !rest.starts_with('0') && rest.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::right;

    #[test]
    fn round_the_clock_is_known_in_its_usual_forms() {
        for text in ["24/7", "２４時間", "24時間365日", "24 h", "24x7", "Always", "終日"] {
            assert!(super::is_round_the_clock(text), "{text}");
        }
        for text in ["9-17", "平日", "24日", "日中24回線"] {
            assert!(!super::is_round_the_clock(text), "{text}");
        }
    }

    #[test]
    fn what_people_write_is_answered_with_the_right_spelling() {
        let check =
            |form, written, expected: Option<&str>| assert_eq!(right(form, written).as_deref(), expected, "{written}");
        check("date", "2026/1/5", Some("2026-01-05"));
        check("date", "２０２６年１月５日", Some("2026-01-05"));
        check("date", "20260105", Some("2026-01-05"));
        check("date", "5/1/2026", None);
        check("date", "2026-02-30", None);
        check("time", "9:00", Some("09:00"));
        check("time", "9時30分", Some("09:30"));
        check("duration", "P3M", Some("3mo"));
        check("duration", "PT3M", Some("3min"));
        check("duration", "P1Y2M", Some("1y 2mo"));
        check("duration", "3 months", Some("3mo"));
        check("duration", "2週間", Some("2w"));
        check("duration", "3m", None);
        check("id", "CSIRT_Lead", Some("csirt-lead"));
        check("id", "責任者", None);
        check("phone", "+81 3-1234-5678", Some("+81312345678"));
        check("phone", "03-1234-5678", None);
    }
}
