import type { ReportWords } from './words.ts'

export const nl: ReportWords = {
  shown: '{shown} van {items} artikelen kunnen worden getoond',
  reasons: {
    unpublished: 'niet gepubliceerd',
    excluded: 'uitgesloten',
    non_goods: 'geen artikel',
    gift_card: 'cadeaubon',
    out_of_stock: 'uitverkocht',
    price_zero: 'prijs 0',
    no_link: 'geen link',
    no_picture: 'geen afbeelding',
  },
  upload: 'Upload',
  dry_run: 'proef',
  status: 'Status',
  statuses: { receiving: 'wordt ontvangen', applying: 'wordt verwerkt', done: 'klaar', failed: 'mislukt' },
  problem: 'Probleem',
  mining: 'Suggesties',
  mining_states: {
    waiting: 'berekening wacht',
    running: 'worden berekend',
    running_percent: 'worden berekend, ongeveer {percent}',
  },
  recognised: 'Herkend als',
  encoding: 'Tekenset',
  rows: 'Rijen',
  rows_kept: 'Overgenomen rijen',
  refused: 'Geweigerde rijen of cellen',
  left_out: 'Weggelaten rijen',
  dropped: {
    not_goods: 'geen artikel voor verkoop',
    no_item: 'geen artikel genoemd',
    quantity_not_positive: 'aantal niet boven 0',
    not_a_product: 'geen product',
    not_a_line: 'geen bestelregel',
    deleted: 'verwijderd',
    store_view: 'winkelweergave',
    no_email: 'geen e-mailadres',
    no_customer: 'geen klantnummer en geen e-mailadres',
    cancelled: 'geannuleerd',
    refunded: 'terugbetaald',
    test: 'test',
    no_line_left: 'geen regel over',
    cut_off: 'afgebroken',
    bad_item: 'onvolledig',
    too_large: 'te groot',
    unknown_item: 'onbekend artikel',
    same_item: 'het artikel zelf',
    twice: 'dubbel',
  },
  columns_unread: 'Niet gelezen kolommen',
  dates: 'Datums zoals 3/4/2026',
  found: {
    items: 'Gevonden artikelen',
    orders: 'Gevonden bestellingen',
    relations: 'Gevonden relaties',
    customers: 'Gevonden klanten',
  },
  new: 'nieuw',
  changed: 'gewijzigd',
  unchanged: 'ongewijzigd',
  variants: 'Varianten',
  absent: 'Gepubliceerde artikelen die in het bestand ontbreken',
  unpublished: 'niet meer gepubliceerd',
  relations: 'Relaties in de catalogus',
  relations_written: 'nieuw of gewijzigd',
  relations_removed: 'niet meer vermeld',
  items_named: 'Verschillende artikelen in de bestellingen',
  orders_with_two: 'Bestellingen met twee of meer artikelen',
  first_last: 'Eerste en laatste bestelling',
  no_date: 'zonder datum',
  totals: {
    given: 'Bestellingen met totalen',
    add_up: 'kloppen',
    rounded: 'wijken af door afronding',
    not_add_up: 'kloppen niet',
    unreadable: 'met onleesbare bedragen',
    per_line: 'met bedragen per regel, opgeteld',
    left_out: 'met weggelaten bedragen',
    examples: 'bijvoorbeeld',
  },
  lines: {
    all: 'Bestelregels',
    id: 'gevonden op id',
    sku: 'gevonden op artikelnummer',
    name: 'gevonden op naam',
    nothing: 'niet in de catalogus',
  },
  model: {
    model: 'Model',
    orders: 'Bestellingen in het model',
    with_two: 'met twee of meer artikelen',
    pairs: 'Paren in drie of meer bestellingen',
    own: 'Artikelen met een eigen lijst',
    category: 'met de lijst van hun categorie',
    best_sellers: 'alleen met bestsellers',
  },
  next: 'Wat u nu kunt doen',
  tag: 'Plak deze tag in elke pagina van de winkel',
  advice: {
    many_refused: 'Geweigerde cellen of rijen: {n}. {address} noemt ze met de redenen.',
    absent_kept:
      'Artikelen die in het bestand ontbreken en gepubliceerd blijven: {n}. Een geweigerde rij kan bij een ervan horen. Verbeter de geweigerde rijen en stuur het bestand opnieuw.',
    confirm_needed:
      'In het bestand ontbreken {n} gepubliceerde artikelen. Stuur het met confirm=1 als ze niet meer worden verkocht, of met partial=1 als het maar een deel van de catalogus bevat.',
    fields_lost:
      'Geen enkele rij noemt wat de meeste gepubliceerde artikelen hebben: {fields}. Stuur het bestand met partial=1 als het maar een deel van de catalogus bevat, zoals prijzen, of met confirm=1 als de artikelen het moeten verliezen.',
    was_a_trial: 'Er is niets geschreven, want dit was een proef. Stuur het bestand zonder dry_run=1.',
    no_catalogue:
      'Er is geen catalogus, dus kan geen bestelregel aan een artikel worden toegewezen. Stuur hem met kind=items.',
    no_orders:
      'Er zijn nog geen bestellingen, waaruit suggesties worden afgeleid. Stuur ze met kind=orders. Tot dan tonen de pagina’s soortgelijke artikelen.',
    lines_unmatched:
      '{percent} van de bestelregels noemt een artikel dat niet in de catalogus staat. Vergelijk de ids of artikelnummers van beide bestanden. Voor artikelen die niet meer worden verkocht, hoeft u niets te doen.',
    totals_differ:
      'Bestellingen waarvan de totalen niet kloppen: {n} ({examples}). Regels − korting + verzending + kosten + belasting is niet het totaal. De bedragen blijven zoals vermeld; suggesties hangen er niet van af. Vergelijk een van deze bestellingen met uw winkelsysteem.',
    totals_left_out:
      'Bestellingen met weggelaten bedragen: {n} ({examples}). De rijen van een bestelling noemen verschillende bedragen in een kolom over de hele bestelling, of de korting is een deel zoals 0,2. Schrijf de korting van een regel als bedrag in line_discount.',
    totals_unreadable:
      'Bestellingen met onleesbare bedragen: {n} ({examples}). Deze cellen gelden als leeg. Schrijf bedragen zoals 49,99.',
    model_refused: 'Het nieuwe model is geweigerd en het vorige blijft in gebruik: {reasons}.',
    non_goods:
      'Artikelen die op porto, verzekering, tassen of diensten lijken en daarom niet worden getoond: {n}. {address} noemt ze met de redenen, en PUT /v1/exclusions staat toe wat wel een artikel is.',
    few_orders:
      'Bestellingen met twee of meer artikelen: {n}; dat is weinig. Stuur ook oudere bestellingen, of leg zelf relaties vast (kind=relations).',
    many_pooled:
      '{n} van {of} artikelen hebben te weinig bestellingen voor een eigen lijst. Tot dan geldt de lijst van hun categorie of die van de bestsellers.',
    no_price:
      'Geen prijs gevonden: het bestand heeft daarvoor geen bekende kolom, of die is leeg. De kaarten hebben geen prijs.',
    no_availability:
      'Geen voorraad of beschikbaarheid gevonden, dus geldt elk artikel als leverbaar. Exporteer die kolom, of koppel webhooks.',
    no_link:
      'Geen link gevonden, dus kan geen artikel worden getoond. Exporteer het adres van de artikelpagina (link).',
    no_picture:
      'Geen afbeelding gevonden, dus kan geen artikel worden getoond. Exporteer het adres van de afbeelding (image_link), of zet pictures op "optional" voor kaarten zonder afbeelding.',
    sale_price_zero: 'Rijen met actieprijs 0: {n}. Dat is geen korting; de gewone prijs geldt.',
    stock_unknown:
      'Varianten waarvan de voorraad wordt geteld, maar niet in het bestand staat: {n}. Ze gelden als leverbaar. Exporteer de aantallen (van alle locaties), of koppel webhooks.',
    stock_elsewhere:
      'Artikelen die op voorraad zijn, maar met aantal 0: {n}. Hun voorraad ligt waarschijnlijk in een andere bron. Ze gelden als uitverkocht tot het bestand dat aantal bevat.',
    no_cart_id:
      'Artikelen zonder het nummer dat de winkelwagen aanneemt: {n}. Hun knop leidt naar het artikel, of de pagina zoekt het nummer op. Koppel webhooks om het te krijgen.',
    translation:
      'Rijen die vertalingen van andere artikelen zijn: {n}. Elk is één artikel met teksten in meer talen.',
    net_price:
      'Rijen met alleen een prijs zonder btw: {n}. Kopers zouden die zo zien. Exporteer prijzen met btw als uw winkel die toont.',
    link_derived:
      'Links die niet in het bestand staan en uit namen zijn gevormd: {n}. Open er een; is die fout, stuur de adressen dan in een kolom link.',
    no_status:
      'Bestellingen zonder status: {n}. Geannuleerde zijn niet te herkennen en tellen mee. Neem de status op in de export.',
    dates_assumed:
      'Geen datum in het bestand onderscheidt dag en maand; ze zijn gelezen als {order}. Is dat fout, zet dan date_order in een toewijzing.',
    dates_mixed:
      'De datums in het bestand spreken elkaar tegen: soms staat de dag voorop, soms de maand. Ze zijn gelezen als {order}. Exporteer datums zoals 2026-11-22.',
  },
}
