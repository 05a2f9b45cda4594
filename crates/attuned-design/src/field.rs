//! What a form macro is told about one field.

use serde::Serialize;

/// One field of a form. A page usually gives label and hint itself, so that the words stay in the page:
/// `text_input(form.title, label='Title')`. Where they are set here as well, the page's words win.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The name that is posted, and the id of the control.
    pub name: String,
    pub label: String,
    pub hint: Option<String>,
    /// What was entered, shown again as it was. For a date, the web layer gives three of these in
    /// `parts`; for several ticked boxes, `values`.
    pub value: String,
    pub values: Vec<String>,
    /// Day, month and year as they were entered.
    pub parts: Option<[String; 3]>,
    /// A whole sentence that says what would help. `None` when there is nothing to mend.
    pub error: Option<String>,
}

impl Field {
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Field {
        Field {
            name: name.into(),
            value: value.into(),
            ..Field::default()
        }
    }

    pub fn with_error(mut self, error: impl Into<String>) -> Field {
        self.error = Some(error.into());
        self
    }
}

/// One thing to choose in `select`, `radios` or `checkboxes`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice {
            value: value.into(),
            label: label.into(),
            hint: None,
        }
    }
}
