//! The one list of modules. A module is added here and nowhere else.

use attuned_db::Schema;
use attuned_web::{Module, Permission};

pub fn all() -> Vec<Module> {
    vec![
        attuned_programme::module(),
        attuned_people::module(),
        attuned_web::module(),
    ]
}

pub fn schemas() -> Vec<Schema> {
    all().into_iter().map(|module| module.schema).collect()
}

/// Every permission that a role can hold.
pub fn permissions() -> Vec<Permission> {
    [attuned_programme::PERMISSIONS, attuned_people::PERMISSIONS].concat()
}
