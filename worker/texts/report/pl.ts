import type { ReportWords } from './words.ts'

export const pl: ReportWords = {
  shown: 'Można pokazać {shown} z {items} produktów',
  reasons: {
    unpublished: 'nieopublikowany',
    excluded: 'wykluczony',
    non_goods: 'to nie towar',
    gift_card: 'karta podarunkowa',
    out_of_stock: 'wyprzedany',
    price_zero: 'cena 0',
    no_link: 'bez linku',
    no_picture: 'bez zdjęcia',
  },
  upload: 'Przesłany plik',
  dry_run: 'próba',
  status: 'Stan',
  statuses: { receiving: 'odbieranie', applying: 'wczytywanie', done: 'gotowe', failed: 'niepowodzenie' },
  problem: 'Problem',
  mining: 'Propozycje',
  mining_states: {
    waiting: 'obliczenie czeka',
    running: 'trwa obliczanie',
    running_percent: 'trwa obliczanie, około {percent}',
  },
  recognised: 'Rozpoznano jako',
  encoding: 'Zestaw znaków',
  rows: 'Wiersze',
  rows_kept: 'Przyjęte wiersze',
  refused: 'Odrzucone wiersze lub komórki',
  left_out: 'Pominięte wiersze',
  dropped: {
    not_goods: 'nie jest towarem',
    no_item: 'brak produktu',
    quantity_not_positive: 'ilość nie większa od 0',
    not_a_product: 'nie jest produktem',
    not_a_line: 'nie jest pozycją',
    deleted: 'usunięte',
    store_view: 'widok sklepu',
    no_email: 'brak adresu e-mail',
    no_customer: 'brak numeru klienta i adresu e-mail',
    cancelled: 'anulowane',
    refunded: 'zwrócone',
    test: 'testowe',
    no_line_left: 'brak pozycji',
    cut_off: 'ucięte',
    bad_item: 'niepełne',
    too_large: 'za duże',
    unknown_item: 'nieznany produkt',
    same_item: 'ten sam produkt',
    twice: 'powtórzone',
  },
  columns_unread: 'Nieodczytane kolumny',
  dates: 'Daty takie jak 3/4/2026',
  found: {
    items: 'Znalezione produkty',
    orders: 'Znalezione zamówienia',
    relations: 'Znalezione powiązania',
    customers: 'Znalezieni klienci',
  },
  new: 'nowe',
  changed: 'zmienione',
  unchanged: 'bez zmian',
  variants: 'Warianty',
  absent: 'Opublikowane produkty, których nie ma w pliku',
  unpublished: 'wycofane',
  relations: 'Powiązania w katalogu',
  relations_written: 'nowe lub zmienione',
  relations_removed: 'już niepodane',
  items_named: 'Różne produkty w zamówieniach',
  orders_with_two: 'Zamówienia z co najmniej dwoma produktami',
  first_last: 'Pierwsze i ostatnie zamówienie',
  no_date: 'bez daty',
  totals: {
    given: 'Zamówienia z sumami',
    add_up: 'zgadzają się',
    rounded: 'różnią się zaokrągleniem',
    not_add_up: 'nie zgadzają się',
    unreadable: 'z nieczytelnymi kwotami',
    per_line: 'z kwotami pozycji, zsumowanymi',
    left_out: 'z pominiętymi kwotami',
    examples: 'na przykład',
  },
  lines: {
    all: 'Pozycje zamówień',
    id: 'znalezione po id',
    sku: 'znalezione po kodzie',
    name: 'znalezione po nazwie',
    nothing: 'brak w katalogu',
  },
  model: {
    model: 'Model',
    orders: 'Zamówienia w modelu',
    with_two: 'z co najmniej dwoma produktami',
    pairs: 'Pary w co najmniej trzech zamówieniach',
    own: 'Produkty z własną listą',
    category: 'z listą swojej kategorii',
    best_sellers: 'tylko z bestsellerami',
  },
  next: 'Co zrobić dalej',
  tag: 'Wklej ten znacznik na każdą stronę sklepu',
  advice: {
    many_refused: 'Odrzucone komórki lub wiersze: {n}. {address} wymienia je z powodami.',
    absent_kept:
      'Produkty, których nie ma w pliku, a które pozostają opublikowane: {n}. Odrzucony wiersz może należeć do jednego z nich. Popraw odrzucone wiersze i wyślij plik ponownie.',
    confirm_needed:
      'W pliku brakuje opublikowanych produktów: {n}. Wyślij go z confirm=1, jeśli nie są już sprzedawane, albo z partial=1, jeśli zawiera tylko część katalogu.',
    fields_lost:
      'Żaden wiersz nie podaje tego, co ma większość opublikowanych produktów: {fields}. Wyślij plik z partial=1, jeśli zawiera tylko część katalogu, na przykład ceny, albo z confirm=1, jeśli produkty mają to stracić.',
    was_a_trial: 'Niczego nie zapisano, bo była to próba. Wyślij plik bez dry_run=1.',
    no_catalogue:
      'Nie ma katalogu, więc żadnej pozycji zamówienia nie można przypisać do produktu. Wyślij go z kind=items.',
    no_orders:
      'Nie ma jeszcze zamówień, z których wynikają propozycje. Wyślij je z kind=orders. Do tego czasu strony pokazują podobne produkty.',
    lines_unmatched:
      '{percent} pozycji zamówień wskazuje produkt, którego nie ma w katalogu. Porównaj id lub kody w obu plikach. W przypadku produktów już niesprzedawanych nie trzeba nic robić.',
    totals_differ:
      'Zamówienia, których sumy się nie zgadzają: {n} ({examples}). Pozycje − rabat + dostawa + opłaty + podatek nie daje sumy. Kwoty pozostają takie, jak podano, a propozycje od nich nie zależą. Porównaj jedno z tych zamówień ze sklepem.',
    totals_left_out:
      'Zamówienia z pominiętymi kwotami: {n} ({examples}). Wiersze zamówienia podają różne kwoty w kolumnie o całym zamówieniu albo rabat jest częścią, jak 0,2. Zapisz rabat pozycji jako kwotę w line_discount.',
    totals_unreadable:
      'Zamówienia z nieczytelnymi kwotami: {n} ({examples}). Te komórki uznano za puste. Zapisuj kwoty tak: 49,99.',
    model_refused: 'Nowy model odrzucono i nadal działa poprzedni: {reasons}.',
    non_goods:
      'Produkty, które wyglądają na dostawę, ubezpieczenie, torby lub usługi i dlatego nie są pokazywane: {n}. {address} wymienia je z powodami, a PUT /v1/exclusions dopuszcza te, które są towarem.',
    few_orders:
      'Zamówienia z co najmniej dwoma produktami: {n}; to mało. Wyślij też starsze zamówienia albo określ powiązania samodzielnie (kind=relations).',
    many_pooled:
      '{n} z {of} produktów ma za mało zamówień na własną listę. Do tego czasu obowiązuje lista ich kategorii lub bestsellery.',
    no_price: 'Nie znaleziono ceny: plik nie ma znanej kolumny albo jest ona pusta. Karty nie mają ceny.',
    no_availability:
      'Nie znaleziono stanu ani dostępności, więc każdy produkt uznaje się za dostępny. Wyeksportuj tę kolumnę albo podłącz webhooki.',
    no_link:
      'Nie znaleziono linku, więc nie można pokazać żadnego produktu. Wyeksportuj adres strony produktu (link).',
    no_picture:
      'Nie znaleziono zdjęcia, więc nie można pokazać żadnego produktu. Wyeksportuj adres zdjęcia (image_link) albo ustaw pictures na "optional", aby mieć karty bez zdjęć.',
    sale_price_zero: 'Wiersze z ceną promocyjną 0: {n}. To nie jest obniżka; obowiązuje zwykła cena.',
    stock_unknown:
      'Warianty, których stan jest liczony, ale nie ma go w pliku: {n}. Uznaje się je za dostępne. Wyeksportuj ilości (ze wszystkich miejsc) albo podłącz webhooki.',
    stock_elsewhere:
      'Produkty w magazynie, ale z ilością 0: {n}. Ich stan jest zapewne w innym źródle. Uznaje się je za wyprzedane, dopóki plik nie zawiera tej ilości.',
    no_cart_id:
      'Produkty bez numeru, który przyjmuje koszyk: {n}. Ich przycisk prowadzi do produktu albo strona ustala numer. Podłącz webhooki, aby go otrzymać.',
    translation:
      'Wiersze, które są tłumaczeniami innych produktów: {n}. Każdy jest jednym produktem z tekstami w kilku językach.',
    net_price:
      'Wiersze tylko z ceną bez podatku: {n}. Kupujący widzieliby ją bez zmian. Wyeksportuj ceny brutto, jeśli sklep je pokazuje.',
    link_derived:
      'Linki, których nie ma w pliku i które utworzono z nazw: {n}. Otwórz jeden z nich; jeśli jest błędny, wyślij adresy w kolumnie link.',
    no_status:
      'Zamówienia bez statusu: {n}. Anulowanych nie da się odróżnić i są liczone. Dodaj status do eksportu.',
    dates_assumed:
      'Żadna data w pliku nie odróżnia dnia od miesiąca; odczytano je jako {order}. Jeśli to błąd, podaj date_order w mapowaniu.',
    dates_mixed:
      'Daty w pliku są sprzeczne: raz pierwszy jest dzień, raz miesiąc. Odczytano je jako {order}. Eksportuj daty tak: 2026-11-22.',
  },
}
