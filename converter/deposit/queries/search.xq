(: Paragraphs that hold a text, in small letters or capitals; items and notes have their paragraph's number. :)
declare namespace tei = "http://www.tei-c.org/ns/1.0";
declare variable $root external;
declare variable $value external;

declare function local:words($paragraph) {
  normalize-space(string-join($paragraph//text()[not(
    ancestor::tei:note[ancestor::tei:p intersect $paragraph]
    or parent::tei:ref[@type = "noteref"] or parent::tei:label[parent::tei:p])]))
};

string-join(
  for $edition in collection($root)/descendant::tei:TEI
  let $place := substring-after(base-uri($edition), $root || "/")
  order by $place
  return
    for $paragraph in $edition/tei:text//tei:p
    let $words := local:words($paragraph)
    let $before := $paragraph/ancestor::tei:list[last()]/preceding-sibling::tei:p[@n][1]
    where contains(lower-case($words), lower-case($value))
    return string-join((
      $place,
      string(($paragraph/ancestor-or-self::tei:p/@n, $before/@n)[1]),
      string($paragraph/@xml:id),
      $words
    ), "&#9;"),
  "&#10;")
