//! What a module hands to the program.

use attuned_db::{Schema, Statement};
use attuned_design::Pages;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{self, MethodRouter};
use serde::Serialize;

use crate::access::Access;
use crate::site::Site;

/// One slice of the product, whole: its routes, pages, tables and statements.
#[derive(Debug)]
pub struct Module {
    pub name: &'static str,
    pub schema: Schema,
    pub statements: &'static [Statement],
    pub pages: Pages,
    pub routes: Vec<Route>,
    pub navigation: Vec<Navigation>,
    pub samples: Vec<Sample>,
}

/// One line of a route table: how, where, who, and what is written in the audit when it is done.
#[derive(Debug, Clone)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    /// `None` only for reading.
    pub event: Option<&'static str>,
    pub(crate) handler: MethodRouter<Site>,
}

impl Route {
    pub fn get<H, T>(path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Self {
            method: Method::GET,
            path,
            access,
            event: None,
            handler: routing::get(handler),
        }
    }

    pub fn post<H, T>(path: &'static str, access: Access, event: &'static str, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Self {
            method: Method::POST,
            path,
            access,
            event: Some(event),
            handler: routing::post(handler),
        }
    }
}

/// A link in the menu, shown to those who may open it.
#[derive(Debug, Clone, Copy)]
pub struct Navigation {
    pub text: &'static str,
    pub href: &'static str,
    pub access: Access,
}

/// One page with one made-up context: the test renders them all, strictly.
#[derive(Debug, Clone)]
pub struct Sample {
    pub page: &'static str,
    /// What the sample shows ("nothing yet", "with a problem").
    pub shows: &'static str,
    pub context: serde_json::Value,
}

impl Sample {
    pub fn new(page: &'static str, shows: &'static str, context: impl Serialize) -> Self {
        Self {
            page,
            shows,
            context: serde_json::to_value(context).unwrap_or_default(),
        }
    }
}
