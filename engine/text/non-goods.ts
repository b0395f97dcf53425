/**
 * Names of lines that are no goods: tips, shipping, fees, services, gift wrap, donations, protection of parcels, deposits and bags at
 * the till, in ten languages. Some names are left out, because products have them, too: "Fee" (a fairy, in German), "Port" (the wine),
 * "Gift", and wrapping paper.
 */
const NAMES = `
  tip, tips, gratuity, trinkgeld, pourboire, propina, fooi, mancia,

  shipping, shipping fee, shipping cost, shipping costs, shipping charge, shipping charges, shipping and handling,
  shipping & handling, handling fee, postage, postage and packing, express shipping, delivery, delivery fee,
  delivery charge,
  versand, versandkosten, versandkostenpauschale, versandpauschale, expressversand, expresszuschlag, lieferkosten,
  liefergebühr, porto, porto und verpackung,
  livraison, livraison express, frais de livraison, frais de port, frais d'expédition, frais d'envoi,
  envío, gastos de envío, coste de envío, costo de envío, tarifa de envío,
  verzending, verzendkosten, bezorging, bezorgkosten, portokosten,
  spedizione, spese di spedizione, costi di spedizione, spese di consegna,

  service fee, processing fee, payment fee, transaction fee, booking fee, small order fee, cash on delivery fee, cod fee,
  surcharge,
  servicegebühr, bearbeitungsgebühr, zahlungsgebühr, nachnahmegebühr, mindermengenzuschlag,
  frais de service, frais de dossier, frais de traitement,
  gastos de gestión, cargo por servicio, recargo,
  servicekosten, administratiekosten, transactiekosten, betaalkosten,
  commissione, commissioni, supplemento contrassegno,

  gift wrap, gift wrapping, gift packaging, geschenkverpackung, emballage cadeau, paquet cadeau, envoltorio de regalo,
  envoltura de regalo, cadeauverpakking, inpakservice, confezione regalo,

  donation, donations, charity donation, spende, spenden, don, dons, donación, donativo, donatie, donazione,

  shipping protection, package protection, order protection, delivery protection, route package protection,
  route shipping protection, shipping insurance, delivery insurance,
  versandschutz, paketschutz, versandversicherung, transportversicherung,
  protection colis, protection de livraison, assurance colis, assurance livraison,
  protección de envío, seguro de envío,
  verzendbescherming, verzendverzekering, pakketbescherming,
  protezione spedizione, assicurazione spedizione,
  ochrona przesyłki, ubezpieczenie przesyłki, fraktskydd, fraktförsäkring, 配送保険, 配送補償, تأمين الشحن, حماية الشحن,

  koszty wysyłki, wysyłka, koszt dostawy, dostawa, opłata manipulacyjna, napiwek, darowizna, pakowanie na prezent,
  frakt, fraktkostnad, porto och emballage, dricks, donation till välgörenhet, presentinslagning, expeditionsavgift,
  送料, 配送料, 手数料, 代引き手数料, チップ, 寄付, ギフト包装, ギフトラッピング,
  رسوم الشحن, تكلفة الشحن, رسوم الخدمة, بقشيش, تبرع, تغليف هدايا,

  carriage, dotcom postage, bank charges, amazon fee, discount, manual, samples, free sample, sample pack fee,
  rush processing, rush order, rush production, priority processing, engraving, gravur, gravure, personalisation fee,
  carbon neutral order, carbon offset, climate neutral order, co2 kompensation, klimabeitrag, compensation carbone,
  free unlimited returns, free returns, worry-free purchase, shipinsure, navidium,
  carrier bag, paper carrier bag, plastic carrier bag, shopping bag, plastic bag, tragetasche, tüte, plastiktüte,
  papiertüte, sac de caisse, sac plastique, bolsa de plástico, draagtas, plastic tas, sacchetto, shopper in carta,
  torba na zakupy, reklamówka, bärkasse, plastpåse, レジ袋, كيس تسوق,
  deposit, bottle deposit, pfand, flaschenpfand, mehrwegpfand, einwegpfand, consigne, depósito de envase, statiegeld,
  deposito bottiglia, kaucja, pant`

/** Words of such names, for names that say more: "Navidium Shipping Protection", "Shipping Protection by Corso". */
const PHRASES: readonly RegExp[] = [
  /^(?:standard|express|economy|tracked|priority|international|domestic|green|free|next day|same day) (?:shipping|delivery|postage)$/,
  /^(?:standard|express|expreß|gratis|kostenloser|klimaneutraler) ?versand$/,
  /^(?:koszty?|oplata za) (?:wysylki|dostawy|przesylki|pakowania)$/,
  /^(?:envuelto|envoltorio|empaquetado) (?:para|de) regalo$/,
  /(?:shipping|package|parcel|delivery|order|purchase) (?:protection|insurance|guarantee)/,
  /(?:versand|paket|transport)(?:schutz|versicherung)/,
  /(?:protection|assurance) (?:colis|livraison|transport)/,
  /(?:carbon|climate|co2|klima|klimat) ?(?:neutral|offset|compensation|contribution|kompensation|kompensering|ausgleich|beitrag|compensatie)/,
  /(?:compensation|compensacion|compensazione|kompensacja) (?:carbone|co2|de co2|de carbono|carbonio|emisji)/,
  /カーボンオフセット|تعويض الكربون/,
  /(?:free|unlimited) returns?$/,
  /^pfand \d/,
]

/** Words that such things have in their names, and goods sometimes, too. */
const WORDS: readonly string[] = [
  ...[
    'protection',
    'insurance',
    'postage',
    'shipping',
    'delivery',
    'handling',
    'returns',
    'donation',
    'surcharge',
    'fee',
    'fees',
  ],
  ...[
    'deposit',
    'bag',
    'carrier',
    'wrapping',
    'engraving',
    'rush',
    'sample',
    'charge',
    'charges',
    'commission',
    'adjustment',
    'service',
  ],
  ...[
    'versand',
    'porto',
    'pfand',
    'tute',
    'tragetasche',
    'spende',
    'gebuhr',
    'zuschlag',
    'muster',
    'verpackung',
    'gravur',
  ],
  ...[
    'livraison',
    'frais',
    'port',
    'consigne',
    'sac',
    'sachet',
    'don',
    'echantillon',
    'emballage',
    'envio',
    'bolsa',
    'propina',
  ],
  ...[
    'donativo',
    'muestra',
    'recargo',
    'verzending',
    'verzendkosten',
    'statiegeld',
    'tas',
    'toeslag',
    'spedizione',
    'sacchetto',
  ],
  ...[
    'commissione',
    'campione',
    'wysylka',
    'dostawa',
    'kaucja',
    'torba',
    'probka',
    'oplata',
    'frakt',
    'pant',
    'kasse',
    'avgift',
    'prov',
    'papperspase',
    'plastpase',
  ],
]
const WORD_SET = new Set(WORDS)
/** Languages without spaces between words. */
const PARTS = ['送料', '手数料', 'レジ袋', '袋', '保険', 'شحن', 'رسوم', 'كيس']

/** Brands of apps that sell such things, and words of types. */
const BRANDS = new Set([
  'route',
  'navidium',
  'seel',
  'corso',
  'shipinsure',
  'redo',
  'onward',
  'ecocart',
  'order protection com',
])

/** Words for "and" in the languages of the names. */
const AND = / (?:and|und|et|y|och|en|e|i|plus) /g

/** The name in lower case without accents and with & for "and", because shops spell names differently. */
const plain = (name: string) =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}&]+/gu, ' ')
    .replace(/ł/g, 'l')
    .trim()
    .replace(AND, ' & ')

const KNOWN = new Set(NAMES.split(',').map(plain))

/** Suffixes that apps add to the name: "Tip - $5.00", "Donation (10 EUR)", "Plastic bag 5p", "Gift wrap - Default Title". */
const SUFFIXES = /(?: (?:\d+(?:p|c|ct|cent|cents)?|eur|usd|gbp|chf|cad|aud|default title))+$/

/** Longest name that is compared, in characters. */
const MAX_LENGTH = 60

/** Whether the name alone says that something is no goods. Only the whole name is compared: "Tip-top mug" is goods. */
export const isNameOfNonGoods = (name: string): boolean =>
  name.length <= MAX_LENGTH && KNOWN.has(plain(name).replace(SUFFIXES, ''))

/** How strongly a name says that something is no goods: 2 for a known name or phrase, 1 for a word, 0 for nothing. */
export function nonGoodsInName(name: string): 0 | 1 | 2 {
  if (name.length > MAX_LENGTH) return 0
  const words = plain(name)
  if (isNameOfNonGoods(name) || PHRASES.some((phrase) => phrase.test(words))) return 2
  return words.split(' ').some((word) => WORD_SET.has(word)) || PARTS.some((part) => name.includes(part))
    ? 1
    : 0
}

/** Whether a type, category or brand is that of such things: "Shipping", "Fees > Protection", "Route". */
export const isTypeOfNonGoods = (text: string): boolean =>
  text.length <= MAX_LENGTH && (BRANDS.has(plain(text)) || text.split('>').some(isNameOfNonGoods))
