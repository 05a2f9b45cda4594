//! Tables come from one source, which expands to both engines.

/// The tables of one module, as numbered steps that are taken once each.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// Every table of the module begins with this name.
    pub module: &'static str,
    pub steps: &'static [Step],
}

/// One file of `create table` and `alter table`; never changed once released, only followed by the next.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    pub number: i64,
    pub text: &'static str,
}

/// A column that holds a person's own words or contact details, and the column that says whose they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasable {
    pub table: String,
    pub column: String,
}

impl Schema {
    /// The statements of one step. `{history}` in a table becomes the columns that keep its versions; the indexes
    /// that go with them follow the table.
    pub fn expand(text: &str) -> String {
        // The key ends in `valid_until` and not in `valid_from`: of one id only one version can be without an end, and
        // the version that holds now is found without walking past those that no longer do.
        let history = "id text not null, valid_from text not null, valid_until text not null, changed_by text not null";
        let mut out = text.replace("{history}", history);
        for table in tables(text)
            .filter(|(_, body)| body.contains("{history}"))
            .map(|(name, _)| name)
        {
            out.push_str(&format!(
                "\ncreate unique index {table}_version on {table} (id, valid_until);\
                 \ncreate index {table}_by_end on {table} (valid_until, valid_from);"
            ));
        }
        out
    }

    /// The columns that carry the mark `-- erasable`.
    pub fn erasable(&self) -> Vec<Erasable> {
        let mut found = Vec::new();
        for step in self.steps {
            for (table, body) in tables(step.text) {
                for line in body
                    .lines()
                    .filter(|line| line.trim_end().ends_with("-- erasable"))
                {
                    if let Some(column) = line.split_whitespace().next() {
                        found.push(Erasable {
                            table: table.to_owned(),
                            column: column.to_owned(),
                        });
                    }
                }
            }
        }
        found
    }

    /// The names of the tables, in order.
    pub fn tables(&self) -> Vec<&'static str> {
        self.steps
            .iter()
            .flat_map(|step| tables(step.text))
            .map(|(name, _)| name)
            .collect()
    }
}

/// Each `create table NAME (BODY);` of a step.
fn tables(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("create table ").skip(1).filter_map(|rest| {
        let (name, body) = rest.split_once('(')?;
        Some((
            name.trim(),
            body.split_once("\n);").map_or(body, |(body, _)| body),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: &str = "create table x_person (\n  {history},\n  name text not null, -- erasable\n  post text\n);\ncreate table x_plain (\n  id text primary key\n);\n";

    #[test]
    fn history_expands_with_its_index() {
        let text = Schema::expand(STEP);
        assert!(text.contains("valid_until text not null"));
        assert!(text.contains("create index x_person_by_end"));
        assert!(!text.contains("x_plain_by_end"));
    }

    #[test]
    fn erasable_columns_are_found() {
        let schema = Schema {
            module: "x",
            steps: &[Step {
                number: 1,
                text: STEP,
            }],
        };
        assert_eq!(
            schema.erasable(),
            [Erasable {
                table: "x_person".to_owned(),
                column: "name".to_owned()
            }]
        );
        assert_eq!(schema.tables(), ["x_person", "x_plain"]);
    }
}
