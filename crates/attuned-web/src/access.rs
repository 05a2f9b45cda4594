//! Who may open a route. Stated beside each route in the module's table, and enforced from there only.

/// One thing that a role may do, such as `programme.judge`. The names of roles are the organisation's; permissions are
/// the program's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Permission(pub &'static str);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anyone, without signing in.
    Public,
    /// Anyone with an account.
    SignedIn,
    /// Those whose role holds the permission.
    Needs(Permission),
}

/// Who is looking. Nobody in particular, until someone signs in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Viewer {
    /// The account's id; `None` for the public.
    pub account: Option<String>,
    /// As shown in the header to themselves.
    pub name: String,
    pub post: String,
    pub permissions: Vec<String>,
}

impl Viewer {
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.iter().any(|held| held == permission.0)
    }

    pub fn can_open(&self, access: Access) -> bool {
        match access {
            Access::Public => true,
            Access::SignedIn => self.account.is_some(),
            Access::Needs(permission) => self.may(permission),
        }
    }
}
