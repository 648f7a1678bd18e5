(: All boxes in a language, by the rule of lang(): "zh" finds zh-Hans and zh-Hant too. :)
declare namespace tei = "http://www.tei-c.org/ns/1.0";
declare variable $root external;
declare variable $value external;

string-join(
  for $edition in collection($root)/descendant::tei:TEI
  let $place := substring-after(base-uri($edition), $root || "/")
  order by $place
  return
    for $box in $edition/tei:text//tei:floatingText[@type = "box"][lang($value)]
    return string-join((
      $place,
      string($box/@xml:id),
      string($box/ancestor-or-self::*[@xml:lang][1]/@xml:lang),
      normalize-space(string-join(($box//tei:head)[1]//text()[not(ancestor::tei:note)]))
    ), "&#9;"),
  "&#10;")
