//! A statement is a file of SQL that both engines take as it stands.

/// One statement: its file's name and its text, in the dialect that SQLite and PostgreSQL share (`$1`, `on conflict`).
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    pub name: &'static str,
    pub text: &'static str,
}

/// Declares the statements of a crate, each the file `sql/NAME.sql`, and the list of them that tests prepare on both
/// engines.
#[macro_export]
macro_rules! statements {
    ($($name:ident),* $(,)?) => {
        $(
            #[allow(non_upper_case_globals, reason = "a statement is called what its file is called")]
            pub const $name: $crate::Statement = $crate::Statement {
                name: stringify!($name),
                text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", stringify!($name), ".sql")),
            };
        )*
        pub const ALL: &[$crate::Statement] = &[$($name),*];
    };
}
