(: All paragraphs that call a note, with the ids of the notes in the order of the calls. :)
declare namespace tei = "http://www.tei-c.org/ns/1.0";
declare variable $root external;

string-join(
  for $edition in collection($root)/descendant::tei:TEI
  let $place := substring-after(base-uri($edition), $root || "/")
  order by $place
  return
    for $paragraph in $edition/tei:text//tei:p[not(ancestor::tei:note)]
    let $calls := $paragraph//(tei:note | tei:ref[@type = "noteref"][not(ancestor::tei:note)])
    where $calls
    return string-join((
      $place,
      string($paragraph/@n),
      string($paragraph/@xml:id),
      string-join($calls/string((@xml:id, substring-after(@target, "#"))[1]), " ")
    ), "&#9;"),
  "&#10;")
