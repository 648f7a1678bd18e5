(: What is held: symbol, title, language and size of each edition. :)
declare namespace tei = "http://www.tei-c.org/ns/1.0";
declare variable $root external;

string-join(
  for $edition in collection($root)/descendant::tei:TEI
  let $place := substring-after(base-uri($edition), $root || "/")
  order by $place
  return string-join((
    $place,
    string(($edition/tei:teiHeader//tei:idno[@type = "symbol"])[1]),
    normalize-space(string(($edition/tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title)[1])),
    string($edition/@xml:lang),
    string(count($edition/tei:text//tei:p[@n])),
    string(count($edition/tei:text//tei:note)),
    string(count($edition/tei:text//tei:floatingText[@type = "box"]))
  ), "&#9;"),
  "&#10;")
