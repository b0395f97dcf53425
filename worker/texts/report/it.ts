import type { ReportWords } from './words.ts'

export const it: ReportWords = {
  shown: 'Si possono mostrare {shown} articoli su {items}',
  reasons: {
    unpublished: 'non pubblicato',
    excluded: 'escluso',
    non_goods: 'non è merce',
    gift_card: 'carta regalo',
    out_of_stock: 'esaurito',
    price_zero: 'prezzo 0',
    no_link: 'senza link',
    no_picture: 'senza immagine',
  },
  upload: 'Invio',
  dry_run: 'prova',
  status: 'Stato',
  statuses: { receiving: 'in ricezione', applying: 'in corso', done: 'finito', failed: 'fallito' },
  problem: 'Problema',
  mining: 'Suggerimenti',
  mining_states: {
    waiting: 'calcolo in attesa',
    running: 'calcolo in corso',
    running_percent: 'calcolo in corso, circa {percent}',
  },
  recognised: 'Riconosciuto come',
  encoding: 'Set di caratteri',
  rows: 'Righe',
  rows_kept: 'Righe accettate',
  refused: 'Righe o celle rifiutate',
  left_out: 'Righe tralasciate',
  dropped: {
    not_goods: 'non è merce',
    no_item: 'nessun articolo indicato',
    quantity_not_positive: 'quantità non positiva',
    not_a_product: 'non è un prodotto',
    not_a_line: 'non è una riga',
    deleted: 'eliminato',
    store_view: 'vista negozio',
    no_email: 'senza e-mail',
    no_customer: 'senza numero cliente né e-mail',
    cancelled: 'annullati',
    refunded: 'rimborsati',
    test: 'di prova',
    no_line_left: 'nessuna riga rimasta',
    cut_off: 'troncati',
    bad_item: 'incompleti',
    too_large: 'troppo grandi',
    unknown_item: 'articolo sconosciuto',
    same_item: 'l’articolo stesso',
    twice: 'ripetute',
  },
  columns_unread: 'Colonne non lette',
  dates: 'Date come 3/4/2026',
  found: {
    items: 'Articoli trovati',
    orders: 'Ordini trovati',
    relations: 'Relazioni trovate',
    customers: 'Clienti trovati',
  },
  new: 'nuovi',
  changed: 'modificati',
  unchanged: 'invariati',
  variants: 'Varianti',
  absent: 'Articoli pubblicati che mancano nel file',
  unpublished: 'ritirati',
  relations: 'Relazioni nel catalogo',
  relations_written: 'nuove o modificate',
  relations_removed: 'non più indicate',
  items_named: 'Articoli distinti negli ordini',
  orders_with_two: 'Ordini con due o più articoli',
  first_last: 'Primo e ultimo ordine',
  no_date: 'senza data',
  totals: {
    given: 'Ordini con totali',
    add_up: 'tornano',
    rounded: 'diversi per arrotondamento',
    not_add_up: 'non tornano',
    unreadable: 'con importi illeggibili',
    per_line: 'con importi per riga, sommati',
    left_out: 'con importi tralasciati',
    examples: 'per esempio',
  },
  lines: {
    all: 'Righe d’ordine',
    id: 'trovate per identificativo',
    sku: 'trovate per codice',
    name: 'trovate per nome',
    nothing: 'non nel catalogo',
  },
  model: {
    model: 'Modello',
    orders: 'Ordini nel modello',
    with_two: 'con due o più articoli',
    pairs: 'Coppie in tre o più ordini',
    own: 'Articoli con una lista propria',
    category: 'con la lista della categoria',
    best_sellers: 'solo con i più venduti',
  },
  next: 'Che cosa fare ora',
  tag: 'Incolli questo tag in ogni pagina del negozio',
  advice: {
    many_refused: 'Celle o righe rifiutate: {n}. {address} le elenca con i motivi.',
    absent_kept:
      'Articoli che mancano nel file e restano pubblicati: {n}. Una riga rifiutata può appartenere a uno di essi. Corregga le righe rifiutate e invii di nuovo il file.',
    confirm_needed:
      'Nel file mancano {n} articoli pubblicati. Lo invii con confirm=1 se non si vendono più, o con partial=1 se contiene solo una parte del catalogo.',
    fields_lost:
      'Nessuna riga indica ciò che la maggior parte degli articoli pubblicati ha: {fields}. Invii il file con partial=1 se contiene solo una parte del catalogo, come i prezzi, o con confirm=1 se gli articoli devono perderlo.',
    was_a_trial: 'Non è stato scritto nulla, perché era una prova. Invii il file senza dry_run=1.',
    no_catalogue:
      'Non c’è un catalogo, quindi nessuna riga d’ordine può essere assegnata a un articolo. Lo invii con kind=items.',
    no_orders:
      'Non ci sono ancora ordini, da cui derivano i suggerimenti. Li invii con kind=orders. Fino ad allora le pagine mostrano articoli simili.',
    lines_unmatched:
      'Il {percent} delle righe d’ordine nomina un articolo che non è nel catalogo. Confronti gli identificativi o i codici dei due file. Per gli articoli non più venduti non occorre fare nulla.',
    totals_differ:
      'Ordini i cui totali non tornano: {n} ({examples}). Righe − sconto + spedizione + spese + imposta non dà il totale. Gli importi restano come indicati e i suggerimenti non ne dipendono. Confronti uno di questi ordini con il suo negozio.',
    totals_left_out:
      'Ordini con importi tralasciati: {n} ({examples}). Le righe di un ordine indicano importi diversi in una colonna sull’intero ordine, o lo sconto è una parte come 0,2. Scriva lo sconto di una riga come importo in line_discount.',
    totals_unreadable:
      'Ordini con importi illeggibili: {n} ({examples}). Queste celle contano come vuote. Scriva importi come 49,99.',
    model_refused: 'Il nuovo modello è stato rifiutato e resta in uso il precedente: {reasons}.',
    non_goods:
      'Articoli che sembrano spese di spedizione, assicurazioni, sacchetti o servizi e perciò non vengono mostrati: {n}. {address} li elenca con i motivi, e PUT /v1/exclusions ammette quelli che sono merce.',
    few_orders:
      'Ordini con due o più articoli: {n}, sono pochi. Invii anche ordini più vecchi, o definisca relazioni da sé (kind=relations).',
    many_pooled:
      '{n} articoli su {of} hanno troppo pochi ordini per una lista propria. Fino ad allora si usa la lista della categoria o i più venduti.',
    no_price:
      'Nessun prezzo trovato: il file non ha una colonna nota per questo, o è vuota. Le schede non hanno prezzo.',
    no_availability:
      'Nessuna giacenza o disponibilità trovata, quindi ogni articolo conta come disponibile. Esporti quella colonna, o colleghi i webhook.',
    no_link:
      'Nessun link trovato, quindi nessun articolo può essere mostrato. Esporti l’indirizzo della pagina dell’articolo (link).',
    no_picture:
      'Nessuna immagine trovata, quindi nessun articolo può essere mostrato. Esporti l’indirizzo dell’immagine (image_link), o imposti pictures su "optional" per schede senza immagine.',
    sale_price_zero: 'Righe con prezzo scontato 0: {n}. Non è uno sconto; vale il prezzo normale.',
    stock_unknown:
      'Varianti la cui giacenza è contata ma non è nel file: {n}. Contano come disponibili. Esporti le quantità (di tutte le sedi), o colleghi i webhook.',
    stock_elsewhere:
      'Articoli disponibili, ma con quantità 0: {n}. La loro giacenza è probabilmente in un’altra fonte. Contano come esauriti finché il file non ne ha la quantità.',
    no_cart_id:
      'Articoli senza il numero che il carrello accetta: {n}. Il loro pulsante porta all’articolo, o la pagina trova il numero. Colleghi i webhook per averlo.',
    translation:
      'Righe che sono traduzioni di altri articoli: {n}. Ciascuno è un articolo con i testi in più lingue.',
    net_price:
      'Righe con il solo prezzo senza imposte: {n}. Gli acquirenti lo vedrebbero così. Esporti i prezzi ivati se il negozio mostra quelli.',
    link_derived:
      'Link che non sono nel file e sono stati formati dai nomi: {n}. Ne apra uno; se è sbagliato, invii gli indirizzi in una colonna link.',
    no_status:
      'Ordini senza stato: {n}. Quelli annullati non si distinguono e contano. Aggiunga lo stato all’esportazione.',
    dates_assumed:
      'Nessuna data del file distingue giorno e mese; sono state lette come {order}. Se è sbagliato, indichi date_order in una mappatura.',
    dates_mixed:
      'Le date del file si contraddicono: in alcune viene prima il giorno, in altre il mese. Sono state lette come {order}. Esporti date come 2026-11-22.',
  },
}
