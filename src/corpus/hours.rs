//! When somebody attends: whether a schedule leaves a minute open, or covers another one, across zones and clock changes.
//!
//! A schedule is looked at over the 53 weeks that begin on a day, so that both clock changes of a year lie inside. A local
//! time holds whenever the clock of its zone shows it: of an hour that comes twice both, of one that is skipped none.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::View;

/// How many days are looked at: 53 weeks, and with them both clock changes of a year.
const DAYS: i64 = 53 * 7;

/// The minutes of a day.
const DAY: i64 = 24 * 60;

/// What a schedule says for the time that is looked at.
#[derive(Clone, Debug)]
pub struct Hours {
    window: Minutes,
    /// Open on days that are no public holiday.
    ordinary: Set,
    /// Open if a day is a public holiday.
    holiday: Set,
    /// Open whether the days are public holidays or not.
    certain: Set,
    /// Shut, on top of that.
    closed: Set,
    zone: TimeZone,
    /// The country of the public holidays, where it is named.
    calendar: Option<String>,
}

/// A time that is not covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// From one local time to another.
    Between(DateTime, DateTime),
    /// On public holidays.
    Holidays,
}

/// Minutes since 1970 from the first to before the last, in world time or on a local clock.
type Minutes = (i64, i64);

/// Minutes: sorted, and none of them touches the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Set(Vec<Minutes>);

impl Hours {
    /// Reads a schedule, from `day` on; `zone` is that of a schedule without one. Nothing where the schema finds fault
    /// with it, or where it says only that there are none.
    pub fn of(schedule: View<'_>, zone: &TimeZone, day: Date) -> Option<Hours> {
        if schedule.holds_fault() || schedule.is_none() || schedule.doc().checked().may_lack_fields() {
            return None;
        }
        let zone = match schedule.text_of("tz") {
            Some(name) => TimeZone::get(name).ok()?,
            None => zone.clone(),
        };
        let week = Week::of(schedule)?;
        let first = day_number(day);
        // What is open on the day before may reach into the first one, and zones are up to a day apart.
        let days = || first - 2..first + DAYS + 2;
        let local = |open: &[Set; 7]| {
            let of_day =
                |day: i64| open[weekday(day)].0.iter().map(move |(from, to)| (from + day * DAY, to + day * DAY));
            Set::of(days().flat_map(of_day))
        };
        let (clock, window) = Clock::of(&zone, first);
        let world = |local: Set| clock.world(&local).within(window);
        Some(Hours {
            window,
            ordinary: world(local(&week.days)),
            holiday: world(local(&week.on_holidays())),
            certain: world(local(&week.certain())),
            closed: world(closures(schedule)?),
            calendar: schedule.text_of("calendar").map(str::to_owned),
            zone,
        })
    }

    /// Returns hours that are open whenever one of several is; nothing of none. All are read from the same day on.
    pub fn together(all: impl IntoIterator<Item = Hours>) -> Option<Hours> {
        all.into_iter().reduce(|a, b| Hours {
            // What is shut at one is open as far as the other says so.
            closed: a.closed.minus(&b.ordinary.minus(&b.closed)).and(b.closed.minus(&a.ordinary.minus(&a.closed))),
            holiday: a.holiday.minus(&a.closed).and(b.holiday.minus(&b.closed)),
            certain: a.certain.minus(&a.closed).and(b.certain.minus(&b.closed)),
            ordinary: a.ordinary.and(b.ordinary),
            ..a
        })
    }

    /// Returns how many minutes of an ordinary week are open.
    pub fn minutes_a_week(&self) -> i64 {
        let (first, _) = self.window;
        self.ordinary.clone().within((first, first + 7 * DAY)).0.iter().map(|(from, to)| to - from).sum()
    }

    /// Returns the longest time that is not covered: that of ordinary weeks, else one that is shut for once, else the
    /// public holidays. Nothing where every minute is covered.
    pub fn gap(&self) -> Option<Gap> {
        self.gap_of(&self.ordinary)
            .or_else(|| self.gap_of(&self.ordinary.minus(&self.closed)))
            .or_else(|| self.gap_of(&self.certain).map(|_| Gap::Holidays))
    }

    /// Says whether every minute at which `other` is open is covered. Both are read from the same day on.
    pub fn cover(&self, other: &Hours) -> bool {
        let covers = |own: &Set, asked: &Set| asked.minus(&other.closed).minus(&own.minus(&self.closed)).0.is_empty();
        if self.calendar == other.calendar {
            covers(&self.ordinary, &other.ordinary) && covers(&self.holiday, &other.holiday)
        } else {
            // A holiday here may be a working day there.
            covers(&self.certain, &other.ordinary.clone().and(other.holiday.clone()))
        }
    }

    fn gap_of(&self, open: &Set) -> Option<Gap> {
        let gaps = Set(vec![self.window]).minus(open);
        let (from, to) = gaps.0.into_iter().max_by_key(|(from, to)| (to - from, std::cmp::Reverse(*from)))?;
        Some(Gap::Between(self.local(from)?, self.local(to)?))
    }

    fn local(&self, minutes: i64) -> Option<DateTime> {
        Some(self.zone.to_datetime(Timestamp::from_second(minutes * 60).ok()?))
    }
}

/// What a schedule says of each weekday, in minutes from the midnight before; Monday comes first.
struct Week {
    days: [Set; 7],
    holiday: Option<Set>,
}

impl Week {
    fn of(schedule: View<'_>) -> Option<Week> {
        let mut week = Week { days: Default::default(), holiday: None };
        if schedule.get("always").and_then(|always| always.node().as_bool()) == Some(true) {
            week.days = std::array::from_fn(|_| Set(vec![(0, DAY)]));
        }
        for entry in schedule.list("open") {
            let (from, to) = (minutes_of(entry.text_of("from")?)?, minutes_of(entry.text_of("to")?)?);
            // Until an hour that is not later means until then on the next day.
            let open = Set(vec![(from, if to > from { to } else { to + DAY })]);
            match entry.text_of("days")? {
                "holiday" => week.holiday = Some(week.holiday.take().unwrap_or_default().and(open)),
                days => days_of(days)?
                    .for_each(|day| week.days[day] = std::mem::take(&mut week.days[day]).and(open.clone())),
            }
        }
        if week.holiday.is_none() && schedule.text_of("holidays") == Some("closed") {
            week.holiday = Some(Set::default());
        }
        Some(week)
    }

    /// Days that are public holidays: what is said of those, in place of what is said of the weekday.
    fn on_holidays(&self) -> [Set; 7] {
        std::array::from_fn(|day| self.holiday.as_ref().unwrap_or(&self.days[day]).clone())
    }

    /// Any day may be a public holiday, and not the next one: what counts is what a day has in common with its holiday.
    fn certain(&self) -> [Set; 7] {
        let holidays = self.on_holidays();
        std::array::from_fn(|day| self.days[day].minus(&self.days[day].minus(&holidays[day])))
    }
}

/// Returns the place of a day in its week, from Monday on; days are numbered from 1970-01-01, a Thursday.
fn weekday(day: i64) -> usize {
    usize::try_from((day + 3).rem_euclid(7)).expect("a remainder of seven is small")
}

/// A zone, over the time that is looked at: from each moment on, how far its clock is ahead of world time, in minutes.
struct Clock(Vec<(i64, i64)>);

impl Clock {
    /// Returns the clock of a zone, and the time that is looked at.
    fn of(zone: &TimeZone, first: i64) -> (Clock, Minutes) {
        let window = (first * DAY, (first + DAYS) * DAY);
        let start = Timestamp::from_second((window.0 - 3 * DAY) * 60).unwrap_or(Timestamp::MIN);
        let minutes = |offset: Offset| i64::from(offset.seconds()) / 60;
        let mut changes = vec![(start.as_second() / 60, minutes(zone.to_offset(start)))];
        let later = zone.following(start).map(|change| (change.timestamp().as_second() / 60, minutes(change.offset())));
        changes.extend(later.take_while(|(from, _)| *from < window.1 + 3 * DAY));
        (Clock(changes), window)
    }

    /// Returns the world time at which the clock shows a local one.
    fn world(&self, local: &Set) -> Set {
        let ends = self.0.iter().skip(1).map(|(from, _)| *from).chain([i64::MAX]);
        let pieces = self
            .0
            .iter()
            .zip(ends)
            .flat_map(|((from, ahead), end)| Set(local.0.clone()).shifted(-ahead).within((*from, end)).0);
        Set::of(pieces)
    }
}

impl Set {
    fn of(pieces: impl IntoIterator<Item = Minutes>) -> Set {
        let mut pieces: Vec<Minutes> = pieces.into_iter().filter(|(from, to)| from < to).collect();
        pieces.sort_unstable();
        let mut set: Vec<Minutes> = Vec::with_capacity(pieces.len());
        for (from, to) in pieces {
            match set.last_mut().filter(|last| from <= last.1) {
                Some(last) => last.1 = last.1.max(to),
                None => set.push((from, to)),
            }
        }
        Set(set)
    }

    fn and(self, other: Set) -> Set {
        Set::of(self.0.into_iter().chain(other.0))
    }

    fn minus(&self, other: &Set) -> Set {
        let (mut rest, mut at) = (Vec::new(), 0);
        for (mut from, to) in self.0.iter().copied() {
            while other.0.get(at).is_some_and(|(_, end)| *end <= from) {
                at += 1;
            }
            let mut next = at;
            while let Some((start, end)) = other.0.get(next).filter(|(start, _)| *start < to) {
                if from < *start {
                    rest.push((from, *start));
                }
                from = *end;
                next += 1;
            }
            if from < to {
                rest.push((from, to));
            }
        }
        Set(rest)
    }

    fn within(self, (first, last): Minutes) -> Set {
        let cut = |(from, to): Minutes| (from.max(first), to.min(last));
        Set(self.0.into_iter().map(cut).filter(|(from, to)| from < to).collect())
    }

    fn shifted(self, by: i64) -> Set {
        Set(self.0.into_iter().map(|(from, to)| (from + by, to + by)).collect())
    }
}

/// Returns the local days on which it is shut. A closure without a last day is that one day.
fn closures(schedule: View<'_>) -> Option<Set> {
    let day = |closure: View<'_>| {
        let first = closure.date_of("from")?;
        let last = closure.date_of("to").unwrap_or(first);
        Some((day_number(first) * DAY, (day_number(last) + 1) * DAY))
    };
    let days: Option<Vec<Minutes>> = schedule.list("closures").map(day).collect();
    Some(Set::of(days?))
}

/// Returns the weekdays that are meant, from 0 for Monday; `fri-mon` runs over the end of the week.
fn days_of(text: &str) -> Option<impl Iterator<Item = usize>> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let at = |name: &str| DAYS.iter().position(|day| *day == name);
    let (first, last) = match text {
        "daily" => (0, 6),
        _ => {
            let (first, last) = text.split_once('-').unwrap_or((text, text));
            (at(first)?, at(last)?)
        }
    };
    let last = if last < first { last + 7 } else { last };
    Some((first..=last).map(|day| day % 7))
}

/// Reads `HH:MM`, up to 24:00.
fn minutes_of(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    Some(hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?)
}

/// Returns how many days a date is after 1970-01-01.
fn day_number(date: Date) -> i64 {
    let midnight = Offset::UTC.to_timestamp(date.to_datetime(Time::midnight()));
    // Only the very ends of the calendar have no moment in world time.
    midnight.map_or(0, |midnight| midnight.as_second().div_euclid(DAY * 60))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::corpus::{CheckedDocument, Corpus};
    use crate::text::{RepoPath, SourceText};

    /// A Tuesday.
    const TODAY: Date = date(2026, 11, 24);

    /// Reads hours as they stand at a contact, in a root whose zone is Tokyo's.
    fn hours(schedule: &str) -> Option<Hours> {
        let text = format!("kind: contact-directory\ntitle: 連絡先\ncontacts: [{{id: desk, hours: {schedule}}}]\n");
        let source = Arc::new(SourceText::new(RepoPath::new("contacts.yaml"), text.into_bytes()));
        let corpus = Corpus::new(vec![Arc::new(CheckedDocument::read(source))], Vec::new());
        let doc = corpus.documents().next().expect("there is one document");
        let desk = doc.root().and_then(|root| root.list("contacts").next()).expect("it has one contact");
        let zone = TimeZone::get("Asia/Tokyo").expect("the database is in the program");
        Hours::of(desk.get("hours").expect("it has hours"), &zone, TODAY)
    }

    fn known(schedule: &str) -> Hours {
        hours(schedule).unwrap_or_else(|| panic!("{schedule} can be read"))
    }

    fn gap(schedule: &str) -> String {
        match known(schedule).gap() {
            None => "none".to_owned(),
            Some(Gap::Holidays) => "holidays".to_owned(),
            Some(Gap::Between(from, to)) => format!("{} to {}", from.strftime("%F %H:%M"), to.strftime("%F %H:%M")),
        }
    }

    #[test]
    fn the_longest_time_without_cover_is_found() {
        for (schedule, expected) in [
            ("{always: true}", "none"),
            ("{open: [{days: daily, from: \"00:00\", to: \"24:00\"}]}", "none"),
            ("{open: [{days: daily, from: \"09:00\", to: \"09:00\"}]}", "none"),
            (
                "{open: [{days: mon-sun, from: \"08:00\", to: \"20:00\"}, {days: daily, from: \"20:00\", to: \"08:00\"}]}",
                "none",
            ),
            (
                "{open: [{days: mon-thu, from: \"00:00\", to: \"24:00\"}, {days: fri-sun, from: \"00:00\", to: \"24:00\"}]}",
                "none",
            ),
            ("{open: [{days: mon-fri, from: \"08:30\", to: \"17:15\"}]}", "2026-11-27 17:15 to 2026-11-30 08:30"),
            // From Friday on until Tuesday morning, over the end of the week.
            (
                "{open: [{days: fri-mon, from: \"00:00\", to: \"24:00\"}, {days: mon, from: \"22:00\", to: \"06:00\"}]}",
                "2026-12-01 06:00 to 2026-12-04 00:00",
            ),
            ("{open: [{days: daily, from: \"00:00\", to: \"23:59\"}]}", "2026-11-24 23:59 to 2026-11-25 00:00"),
            // Public holidays.
            ("{open: [{days: daily, from: \"00:00\", to: \"24:00\"}], holidays: open}", "none"),
            ("{open: [{days: daily, from: \"00:00\", to: \"24:00\"}], holidays: closed}", "holidays"),
            ("{always: true, holidays: closed}", "holidays"),
            (
                "{open: [{days: daily, from: \"00:00\", to: \"24:00\"}, {days: holiday, from: \"00:00\", to: \"24:00\"}]}",
                "none",
            ),
            (
                "{open: [{days: daily, from: \"00:00\", to: \"24:00\"}, {days: holiday, from: \"09:00\", to: \"17:00\"}]}",
                "holidays",
            ),
            // Closures: one ahead, one that is over, one beyond what is looked at.
            ("{always: true, closures: [{from: 2026-12-29, to: 2027-01-03}]}", "2026-12-29 00:00 to 2027-01-04 00:00"),
            ("{always: true, closures: [{from: 2027-01-01}]}", "2027-01-01 00:00 to 2027-01-02 00:00"),
            ("{always: true, closures: [{from: 2025-12-29, to: 2026-01-03}]}", "none"),
            ("{always: true, closures: [{from: 2028-01-01}]}", "none"),
        ] {
            assert_eq!(gap(schedule), expected, "{schedule}");
        }
    }

    #[test]
    fn a_week_is_counted_in_minutes() {
        for (schedule, minutes) in [
            ("{always: true}", 7 * DAY),
            ("{always: false}", 0),
            ("{open: [{days: mon-fri, from: \"08:30\", to: \"17:15\"}]}", 5 * 525),
            ("{open: [{days: sat-sun, from: \"22:00\", to: \"06:00\"}]}", 2 * 480),
            ("{open: [{days: mon, from: \"09:00\", to: \"12:00\"}, {days: mon, from: \"11:00\", to: \"13:00\"}]}", 240),
        ] {
            assert_eq!(known(schedule).minutes_a_week(), minutes, "{schedule}");
        }
    }

    #[test]
    fn a_schedule_covers_another_through_every_change_of_the_clocks() {
        let office = |zone: &str, from: &str, to: &str| {
            format!("{{open: [{{days: mon-fri, from: \"{from}\", to: \"{to}\"}}], tz: {zone}}}")
        };
        for (own, other, expected) in [
            ("{always: true}".to_owned(), office("Europe/Berlin", "09:00", "17:00"), true),
            (office("Europe/Berlin", "08:00", "18:00"), office("Europe/Vienna", "09:00", "17:00"), true),
            (office("Europe/Berlin", "09:00", "17:00"), office("Europe/Berlin", "09:00", "17:01"), false),
            // In winter Berlin is one hour ahead of world time, in summer two.
            (office("Europe/Berlin", "09:00", "17:00"), office("Etc/GMT-1", "09:00", "17:00"), false),
            (office("Europe/Berlin", "09:00", "18:00"), office("Etc/GMT-1", "09:00", "17:00"), true),
            (office("Europe/Berlin", "09:00", "18:00"), office("Etc/GMT-1", "08:00", "17:00"), false),
            (office("Europe/Berlin", "09:00", "18:00"), office("Etc/GMT-1", "09:00", "17:30"), false),
            (office("Europe/Berlin", "09:00", "18:00"), office("Etc/GMT-2", "10:00", "18:00"), true),
            // Clocks change in New York three weeks before they do in London.
            (office("Europe/London", "14:00", "22:00"), office("America/New_York", "09:00", "17:00"), false),
            (office("Europe/London", "13:00", "22:00"), office("America/New_York", "09:00", "17:00"), true),
            // The zone of the root.
            (
                "{open: [{days: mon-fri, from: \"09:00\", to: \"17:00\"}]}".to_owned(),
                office("Asia/Tokyo", "09:00", "17:00"),
                true,
            ),
            (
                office("Etc/GMT", "00:00", "08:00"),
                "{open: [{days: mon-fri, from: \"09:00\", to: \"17:00\"}]}".to_owned(),
                true,
            ),
        ] {
            assert_eq!(known(&own).cover(&known(&other)), expected, "{own} covers {other}");
        }
    }

    #[test]
    fn of_an_hour_that_comes_twice_both_are_meant_and_of_one_that_is_skipped_none() {
        // Open until 02:30, at night; in autumn the clock shows 02:00 to 03:00 twice, in spring not at all.
        let night = "{open: [{days: daily, from: \"02:30\", to: \"02:00\"}], tz: Europe/Berlin}";
        let hours = known(night);
        let gaps = Set(vec![hours.window]).minus(&hours.ordinary);
        let lengths = |length: i64| gaps.0.iter().filter(|(from, to)| to - from == length).count();
        // One day in spring has no such gap, one in autumn has two.
        assert_eq!((lengths(30), gaps.0.len()), (371, 371));
        assert_eq!(gap("{open: [{days: daily, from: \"00:00\", to: \"24:00\"}], tz: America/Sao_Paulo}"), "none");
        assert_eq!(
            gap("{open: [{days: daily, from: \"03:00\", to: \"02:00\"}], tz: Europe/Berlin}"),
            "2027-10-31 02:00 to 2027-10-31 03:00"
        );
    }

    #[test]
    fn holidays_of_two_countries_do_not_fall_together() {
        let jp = "{open: [{days: mon-fri, from: \"09:00\", to: \"17:00\"}], holidays: closed, calendar: JP}";
        let sg = "{open: [{days: mon-fri, from: \"09:00\", to: \"17:00\"}], holidays: closed, calendar: SG}";
        let open = "{open: [{days: mon-fri, from: \"09:00\", to: \"17:00\"}], holidays: open}";
        for (own, other, expected) in [(jp, jp, true), (jp, sg, false), (open, jp, true), (jp, open, false)] {
            assert_eq!(known(own).cover(&known(other)), expected, "{own} covers {other}");
        }
    }

    #[test]
    fn two_desks_cover_together_what_neither_covers_alone() {
        let day = "{open: [{days: daily, from: \"08:00\", to: \"20:00\"}]}";
        let night = "{open: [{days: daily, from: \"11:00\", to: \"23:00\"}], tz: Etc/GMT}";
        let shut = "{always: true, closures: [{from: 2027-01-01, to: 2027-01-03}]}";
        let together = |all: &[&str]| Hours::together(all.iter().map(|schedule| known(schedule)));
        assert_eq!(together(&[day, night]).and_then(|hours| hours.gap()), None);
        let gap = together(&[day, shut]).and_then(|hours| hours.gap());
        assert_eq!(gap, Some(Gap::Between(date(2027, 1, 1).at(20, 0, 0, 0), date(2027, 1, 2).at(8, 0, 0, 0))));
        assert_eq!(together(&[shut, "{always: true}"]).and_then(|hours| hours.gap()), None);
        assert!(together(&[]).is_none());
    }

    #[test]
    fn what_the_schema_refuses_is_not_known() {
        for schedule in [
            "{none: 検討中}",
            "24時間",
            "{open: [{days: weekdays, from: \"08:30\", to: \"17:15\"}]}",
            "{open: [{days: mon-fri, from: \"8:30\", to: \"17:15\"}]}",
            "{open: [{days: mon-fri, form: \"08:30\", to: \"17:15\"}]}",
            "{always: true, tz: Asia/Tokio}",
            "{always: true, closures: [{from: 2026-02-30}]}",
        ] {
            assert!(hours(schedule).is_none(), "{schedule}");
        }
    }
}
