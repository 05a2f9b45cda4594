//! What a statement may be given.

use crate::clock::{Day, Instant};

/// A bound value. A missing one keeps its type: PostgreSQL refuses an untyped null for a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Bool(Option<bool>),
}

impl Value {
    /// As one reads it in a history of changes; `None` for a missing value.
    pub fn shown(&self) -> Option<String> {
        match self {
            Self::Text(text) => text.clone(),
            Self::Int(number) => number.map(|number| number.to_string()),
            Self::Bool(yes) => yes.map(|yes| if yes { "yes" } else { "no" }.to_owned()),
        }
    }
}

macro_rules! value_from {
    ($($type:ty => $variant:ident, $convert:expr;)*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                let convert: fn($type) -> _ = $convert;
                Self::$variant(Some(convert(value)))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                let convert: fn($type) -> _ = $convert;
                Self::$variant(value.map(convert))
            }
        }
    )*};
}
value_from! {
    String => Text, |text| text;
    &str => Text, |text| text.to_owned();
    i64 => Int, |number| number;
    bool => Bool, |yes| yes;
    Instant => Text, |at| at.to_string();
    Day => Text, |day| day.to_string();
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(Some(text.clone()))
    }
}
