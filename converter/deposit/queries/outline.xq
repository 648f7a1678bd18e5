(: The headings of each edition, with their depth from 1 and the first paragraph below them. :)
declare namespace tei = "http://www.tei-c.org/ns/1.0";
declare variable $root external;

string-join(
  for $edition in collection($root)/descendant::tei:TEI
  let $place := substring-after(base-uri($edition), $root || "/")
  order by $place
  return
    for $division in $edition/tei:text//tei:div[tei:head]
    let $words := $division/tei:head[1]//text()[not(ancestor::tei:label or ancestor::tei:note)]
    return string-join((
      $place,
      string(count($division/ancestor-or-self::tei:div[tei:head])),
      string($division/@xml:id),
      normalize-space(string($division/tei:head[1]/tei:label)),
      normalize-space(string-join($words)),
      string(($division//tei:p/@n)[1])
    ), "&#9;"),
  "&#10;")
