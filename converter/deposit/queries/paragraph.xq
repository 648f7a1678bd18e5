(: A paragraph by its number: its printed number, and its words without notes and their calls. :)
declare namespace tei = "http://www.tei-c.org/ns/1.0";
declare variable $root external;
declare variable $value external;

declare function local:words($paragraph) {
  normalize-space(string-join($paragraph//text()[not(
    ancestor::tei:note or parent::tei:ref[@type = "noteref"] or parent::tei:label[parent::tei:p])]))
};

string-join(
  for $edition in collection($root)/descendant::tei:TEI
  let $place := substring-after(base-uri($edition), $root || "/")
  order by $place
  return
    for $paragraph in $edition/tei:text//tei:p[@n = $value]
    return string-join((
      $place,
      string($paragraph/@xml:id),
      normalize-space(string($paragraph/tei:label)),
      local:words($paragraph)
    ), "&#9;"),
  "&#10;")
