//! Long lists, a page at a time.

use serde::Serialize;

/// Which part of a long list to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// From 1.
    pub page: i64,
    pub size: i64,
}

impl Paging {
    /// From the `page` of an address; anything that is no page number means the first.
    pub fn from_query(page: Option<&str>, size: i64) -> Self {
        let page = page.and_then(|page| page.parse().ok()).unwrap_or(1);
        Self {
            page: i64::clamp(page, 1, 100_000),
            size,
        }
    }

    pub fn offset(self) -> i64 {
        (self.page - 1) * self.size
    }
}

/// One page of a list, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageOf<T> {
    pub items: Vec<T>,
    pub total: i64,
    pub page: i64,
    pub pages: i64,
}

impl<T> PageOf<T> {
    pub fn new(items: Vec<T>, total: i64, paging: Paging) -> Self {
        Self {
            items,
            total,
            page: paging.page,
            pages: ((total + paging.size - 1) / paging.size).max(1),
        }
    }
}
