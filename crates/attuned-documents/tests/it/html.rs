use super::{fixture, lines, open, spans};

fn page(words: &str) -> Vec<String> {
    lines(&open("a.html", words))
}

#[test]
fn the_letter_fixture() {
    let document = open("letter.html", fixture("letter.html"));
    assert_eq!(document.title.as_deref(), Some("Your rent review"));
    let lines = lines(&document);
    assert_eq!(lines[0], "H1 Your rent review");
    assert!(
        lines.contains(&"N0 a. Your key".to_owned())
            && lines.contains(&"L1 • paper".to_owned())
            && lines.contains(&"T0.0.1h Warm by".to_owned()),
        "{lines:#?}"
    );
    assert_eq!(
        spans(&document),
        [
            "bold:April",
            "link(https://ash.example/rent):on our rent page"
        ]
    );
}

#[test]
fn what_a_browser_hides_is_left_out() {
    assert_eq!(
        page(
            "<title>T</title><script>if (a < b) { '<p>' }</script><style>p{}</style><nav><a href=x>Menu</a></nav><p hidden>no<p style='display : none'>no</p><p aria-hidden=true>no</p><template>no</template><p>yes<!-- no --></p><svg><title>no</title></svg>"
        ),
        ["P yes"]
    );
}

#[test]
fn ordered_lists_count_as_browsers_do() {
    assert_eq!(
        page(
            "<ol start=3><li>three<li value=7>seven<li>eight</ol><ol type=i reversed><li>ii<li>i</ol><ol type=A><li>A<ol type=a><li>a</ol><p>more of A</ol><ul><li>5.1. Typed<li>dot</ul>"
        ),
        [
            "N0 3. three",
            "N0 7. seven",
            "N0 8. eight",
            "N0 ii. ii",
            "N0 i. i",
            "N0 A. A",
            "N1 a. a",
            "N0 more of A",
            "P 5.1. Typed",
            "L0 • dot"
        ]
    );
}

#[test]
fn tables_of_data_and_tables_of_layout() {
    assert_eq!(
        page(
            "<table><caption>Halls</caption><thead><tr><th>Block<th>Month</thead><tr><td>Mill<br>Road<td><p>June</p><p>or July</p><tr><td colspan=2>Both<td>x</table>"
        ),
        [
            "P Halls",
            "T0.0.0h Block",
            "T0.0.1h Month",
            "T0.1.0 Mill Road",
            "T0.1.1 June or July",
            "T0.2.0 Both",
            "T0.2.2 x"
        ]
    );
    assert_eq!(
        page("<table><tr><td><h1>Hello</h1><p>Words</p><table><tr><td>a<td>b</table></table>"),
        ["H1 Hello", "P Words", "T0.0.0 a", "T0.0.1 b"]
    );
}

#[test]
fn white_space_and_broken_markup() {
    assert_eq!(
        page(
            "<p>one\n  two&nbsp;<b>three </b> four</p>five<div>six<p>seven</div>eight</b></i><p>nine <i>ten"
        ),
        [
            "P one two three four",
            "P five",
            "P six",
            "P seven",
            "P eight",
            "P nine ten"
        ]
    );
    assert_eq!(
        spans(&open(
            "a.html",
            "<p>a <b>bold <i>both</i></b><a href=' x '>l</a>"
        )),
        ["bold:bold both", "italic:both", "link(x):l"]
    );
    assert_eq!(open("a.html", "<pre>a\n  b</pre>").text.trim_end(), "a\nb");
}

#[test]
fn breaks_that_stand_for_paragraphs_and_lists() {
    assert_eq!(
        page(
            "<div>Dear Ann,<br><br>Please bring:<br>1. your key<br>2. a bill<br>- or two<br><br>We met in<br>1986. It rained.</div>"
        ),
        [
            "P Dear Ann,",
            "P Please bring:",
            "N0 1. your key",
            "N0 2. a bill",
            "L0 - or two",
            "P We met in 1986. It rained."
        ]
    );
}
