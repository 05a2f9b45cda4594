//! One page that shows every component, and a sample of the home page, rendered and checked.
//!
//! The modules are marked as tests so that the lints which allow `expect` in tests reach the functions they share.

#[cfg(test)]
mod components;
#[cfg(test)]
mod gallery;
#[cfg(test)]
mod lock;
#[cfg(test)]
mod manners;
#[cfg(test)]
mod pages;
