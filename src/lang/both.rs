//! A sentence in both languages, and the macro that makes one.

/// The language of a reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Japanese, です・ます.
    Ja,
    /// English.
    En,
}

impl Lang {
    /// Returns its code in settings and documents.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Ja => "ja",
            Lang::En => "en",
        }
    }
}

/// A sentence in both languages, made where the finding is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Both {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Both {
    /// Returns the sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// Fixed words in both languages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Words {
    /// Japanese.
    pub ja: &'static str,
    /// English.
    pub en: &'static str,
}

impl From<Words> for Both {
    fn from(words: Words) -> Both {
        Both { ja: words.ja.to_owned(), en: words.en.to_owned() }
    }
}

impl Words {
    /// Returns the words in one language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

/// Makes a [`Both`] from two format strings, which may name variables in scope.
///
/// ```
/// use sekisho::both;
/// let name = "triage";
/// let sentence = both! { ja: "「{name}」がありません", en: "`{name}` does not exist" };
/// assert_eq!(sentence.en, "`triage` does not exist");
/// // What differs by language itself is named first.
/// let role = both! { ja: "役割", en: "role" };
/// let sentence = both! { role; ja: "{role}「{name}」がありません", en: "{role} `{name}` does not exist" };
/// assert_eq!(sentence.ja, "役割「triage」がありません");
/// ```
#[macro_export]
macro_rules! both {
    (ja: $ja:literal, en: $en:literal $(,)?) => {
        $crate::lang::Both { ja: format!($ja), en: format!($en) }
    };
    ($($name:ident),+; ja: $ja:literal, en: $en:literal $(,)?) => {
        $crate::lang::Both {
            ja: { $(let $name = &$name.ja;)+ format!($ja) },
            en: { $(let $name = &$name.en;)+ format!($en) },
        }
    };
}
