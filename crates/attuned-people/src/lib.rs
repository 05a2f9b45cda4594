//! Accounts, roles and sign-in. See the crate's README.

mod account;
mod account_edit;
mod account_list;
mod choose;
mod join;
mod password;
mod sign_in;
mod sign_out;
mod store;
mod throttle;

use std::future::Future;
use std::pin::Pin;

use attuned_db::{Schema, Step};
use attuned_web::{Access, Module, Navigation, Permission, Problem, Route, Site, Viewer};

pub use account::{Account, NewAccount, Who, who};
pub use join::{Invitation, invite};
pub use store::{accounts, add, erase, how_many};

/// Adds accounts, changes roles, ends accounts.
pub const MANAGE: Permission = Permission("people.manage");

/// Every permission of this module, for the organisation's roles.
pub const PERMISSIONS: &[Permission] = &[MANAGE];

pub fn module() -> Module {
    use Access::{Needs, Public, SignedIn};
    Module {
        name: "people",
        schema: Schema {
            module: "people",
            steps: &[Step {
                number: 1,
                text: include_str!("../sql/schema_001.sql"),
            }],
        },
        statements: store::ALL,
        pages: attuned_design::pages![
            "people/account_edit.html",
            "people/account_list.html",
            "people/choose.html",
            "people/join.html",
            "people/sign_in.html",
            "people/sign_out.html",
        ],
        routes: vec![
            Route::get("/sign-in", Public, sign_in::show),
            Route::post("/sign-in", Public, "people.signed_in", sign_in::send),
            Route::get("/sign-out", SignedIn, sign_out::show),
            Route::post("/sign-out", SignedIn, "people.signed_out", sign_out::send),
            Route::get("/choose", Public, choose::show),
            Route::post("/choose", Public, "people.chosen", choose::send),
            Route::get("/join/{code}", Public, join::show),
            Route::post("/join/{code}", Public, "people.joined", join::send),
            Route::get("/accounts", Needs(MANAGE), account_list::show),
            Route::post(
                "/accounts",
                Needs(MANAGE),
                "people.invited",
                account_list::send,
            ),
            Route::get("/accounts/{id}", Needs(MANAGE), account_edit::show),
            Route::post(
                "/accounts/{id}",
                Needs(MANAGE),
                "people.account_changed",
                account_edit::send,
            ),
            Route::post(
                "/accounts/{id}/end",
                Needs(MANAGE),
                "people.account_ended",
                account_edit::end,
            ),
            Route::post(
                "/accounts/{id}/password",
                Needs(MANAGE),
                "people.password_asked",
                account_edit::password,
            ),
            Route::post(
                "/accounts/{id}/erase",
                Needs(MANAGE),
                "people.account_erased",
                account_edit::erase,
            ),
        ],
        navigation: Vec::<Navigation>::new(),
        samples: [
            sign_in::samples(),
            sign_out::samples(),
            choose::samples(),
            join::samples(),
            account_list::samples(),
            account_edit::samples(),
        ]
        .concat(),
    }
}

/// Finds the viewer behind a session; nobody when the account has ended.
pub fn find_viewer(
    site: Site,
    account: String,
) -> Pin<Box<dyn Future<Output = Result<Option<Viewer>, Problem>> + Send>> {
    Box::pin(async move {
        let Some(held) = store::account(&site.db, &account)
            .await?
            .filter(|held| held.ended_at.is_none())
        else {
            return Ok(None);
        };
        let settings = site.settings().await?;
        let permissions = settings
            .role(&held.role)
            .map(|role| role.may.clone())
            .unwrap_or_default();
        Ok(Some(Viewer {
            account: Some(held.id.clone()),
            name: held.name.clone().unwrap_or_default(),
            post: held.post,
            permissions,
        }))
    })
}
