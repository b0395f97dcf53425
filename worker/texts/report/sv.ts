import type { ReportWords } from './words.ts'

export const sv: ReportWords = {
  shown: '{shown} av {items} artiklar kan visas',
  reasons: {
    unpublished: 'inte publicerad',
    excluded: 'utesluten',
    non_goods: 'ingen vara',
    gift_card: 'presentkort',
    out_of_stock: 'slutsåld',
    price_zero: 'pris 0',
    no_link: 'ingen länk',
    no_picture: 'ingen bild',
  },
  upload: 'Uppladdning',
  dry_run: 'provkörning',
  status: 'Status',
  statuses: { receiving: 'tas emot', applying: 'läses in', done: 'klar', failed: 'misslyckades' },
  problem: 'Problem',
  mining: 'Förslag',
  mining_states: {
    waiting: 'beräkningen väntar',
    running: 'beräknas',
    running_percent: 'beräknas, ungefär {percent}',
  },
  recognised: 'Igenkänd som',
  encoding: 'Teckenuppsättning',
  rows: 'Rader',
  rows_kept: 'Godtagna rader',
  refused: 'Avvisade rader eller celler',
  left_out: 'Utelämnade rader',
  dropped: {
    not_goods: 'ingen vara',
    no_item: 'ingen artikel angiven',
    quantity_not_positive: 'antal inte över 0',
    not_a_product: 'ingen produkt',
    not_a_line: 'ingen orderrad',
    deleted: 'borttagen',
    store_view: 'butiksvy',
    no_email: 'ingen e-postadress',
    no_customer: 'varken kundnummer eller e-postadress',
    cancelled: 'avbrutna',
    refunded: 'återbetalda',
    test: 'test',
    no_line_left: 'ingen rad kvar',
    cut_off: 'avklippta',
    bad_item: 'ofullständiga',
    too_large: 'för stora',
    unknown_item: 'okänd artikel',
    same_item: 'artikeln själv',
    twice: 'dubbletter',
  },
  columns_unread: 'Kolumner som inte lästes',
  dates: 'Datum som 3/4/2026',
  found: {
    items: 'Artiklar',
    orders: 'Beställningar',
    relations: 'Relationer',
    customers: 'Kunder',
  },
  new: 'nya',
  changed: 'ändrade',
  unchanged: 'oförändrade',
  variants: 'Varianter',
  absent: 'Publicerade artiklar som saknas i filen',
  unpublished: 'avpublicerade',
  relations: 'Relationer i katalogen',
  relations_written: 'nya eller ändrade',
  relations_removed: 'anges inte längre',
  items_named: 'Olika artiklar i beställningarna',
  orders_with_two: 'Beställningar med minst två artiklar',
  first_last: 'Första och sista beställningen',
  no_date: 'utan datum',
  totals: {
    given: 'Beställningar med summor',
    add_up: 'stämmer',
    rounded: 'skiljer sig genom avrundning',
    not_add_up: 'stämmer inte',
    unreadable: 'med oläsliga belopp',
    per_line: 'med belopp per rad, summerade',
    left_out: 'med utelämnade belopp',
    examples: 'till exempel',
  },
  lines: {
    all: 'Orderrader',
    id: 'hittade via id',
    sku: 'hittade via artikelnummer',
    name: 'hittade via namn',
    nothing: 'finns inte i katalogen',
  },
  model: {
    model: 'Modell',
    orders: 'Beställningar i modellen',
    with_two: 'med minst två artiklar',
    pairs: 'Par i minst tre beställningar',
    own: 'Artiklar med egen lista',
    category: 'med kategorins lista',
    best_sellers: 'bara med storsäljare',
  },
  next: 'Vad du kan göra nu',
  tag: 'Klistra in den här taggen på varje sida i butiken',
  advice: {
    many_refused: 'Avvisade celler eller rader: {n}. {address} räknar upp dem med skälen.',
    absent_kept:
      'Artiklar som saknas i filen men förblir publicerade: {n}. En avvisad rad kan höra till en av dem. Rätta de avvisade raderna och skicka filen igen.',
    confirm_needed:
      'I filen saknas {n} publicerade artiklar. Skicka den med confirm=1 om de inte längre säljs, eller med partial=1 om den bara innehåller en del av katalogen.',
    fields_lost:
      'Ingen rad anger det som de flesta publicerade artiklar har: {fields}. Skicka filen med partial=1 om den bara innehåller en del av katalogen, till exempel priser, eller med confirm=1 om artiklarna ska förlora det.',
    was_a_trial: 'Inget skrevs, eftersom det var en provkörning. Skicka filen utan dry_run=1.',
    no_catalogue:
      'Det finns ingen katalog, så ingen orderrad kan kopplas till en artikel. Skicka den med kind=items.',
    no_orders:
      'Det finns inga beställningar än, som förslagen bygger på. Skicka dem med kind=orders. Till dess visar sidorna liknande artiklar.',
    lines_unmatched:
      '{percent} av orderraderna anger en artikel som inte finns i katalogen. Jämför id eller artikelnummer i båda filerna. För artiklar som inte längre säljs behöver inget göras.',
    totals_differ:
      'Beställningar vars summor inte stämmer: {n} ({examples}). Rader − rabatt + frakt + avgifter + skatt blir inte totalen. Beloppen sparas som de anges, och förslagen beror inte på dem. Jämför en av beställningarna med butiken.',
    totals_left_out:
      'Beställningar med utelämnade belopp: {n} ({examples}). Raderna i en beställning anger olika belopp i en kolumn om hela beställningen, eller rabatten är en andel som 0,2. Skriv en rads rabatt som belopp i line_discount.',
    totals_unreadable:
      'Beställningar med oläsliga belopp: {n} ({examples}). De cellerna räknas som tomma. Skriv belopp som 49,99.',
    model_refused: 'Den nya modellen avvisades och den förra används fortfarande: {reasons}.',
    non_goods:
      'Artiklar som ser ut som frakt, försäkring, kassar eller tjänster och därför inte visas: {n}. {address} räknar upp dem med skälen, och PUT /v1/exclusions tillåter dem som är varor.',
    few_orders:
      'Beställningar med minst två artiklar: {n}, vilket är få. Skicka även äldre beställningar, eller ange relationer själv (kind=relations).',
    many_pooled:
      '{n} av {of} artiklar har för få beställningar för en egen lista. Till dess används kategorins lista eller storsäljarna.',
    no_price:
      'Inget pris hittades: filen saknar en känd kolumn för det, eller så är den tom. Korten har inget pris.',
    no_availability:
      'Varken lager eller tillgänglighet hittades, så varje artikel räknas som tillgänglig. Exportera den kolumnen, eller anslut webhooks.',
    no_link:
      'Ingen länk hittades, så ingen artikel kan visas. Exportera adressen till artikelns sida (link).',
    no_picture:
      'Ingen bild hittades, så ingen artikel kan visas. Exportera bildens adress (image_link), eller sätt pictures till "optional" för kort utan bild.',
    sale_price_zero: 'Rader med kampanjpris 0: {n}. Det är ingen prissänkning; det ordinarie priset gäller.',
    stock_unknown:
      'Varianter vars lager räknas men inte finns i filen: {n}. De räknas som tillgängliga. Exportera antalen (från alla platser), eller anslut webhooks.',
    stock_elsewhere:
      'Artiklar som finns i lager men med antal 0: {n}. Deras lager finns troligen i en annan källa. De räknas som slutsålda tills filen har det antalet.',
    no_cart_id:
      'Artiklar utan det nummer som varukorgen tar emot: {n}. Deras knapp leder till artikeln, eller så tar sidan reda på numret. Anslut webhooks för att få det.',
    translation:
      'Rader som är översättningar av andra artiklar: {n}. Var och en är en artikel med texter på flera språk.',
    net_price:
      'Rader med pris utan moms: {n}. Kunderna skulle se det så. Exportera priser med moms om butiken visar dem.',
    link_derived:
      'Länkar som inte finns i filen och bildades av namn: {n}. Öppna en; om den är fel, skicka adresserna i en kolumn link.',
    no_status:
      'Beställningar utan status: {n}. Avbrutna går inte att skilja ut och räknas med. Ta med status i exporten.',
    dates_assumed:
      'Inget datum i filen skiljer dag från månad; de lästes som {order}. Om det är fel, ange date_order i en mappning.',
    dates_mixed:
      'Datumen i filen motsäger varandra: ibland står dagen först, ibland månaden. De lästes som {order}. Exportera datum som 2026-11-22.',
  },
}
