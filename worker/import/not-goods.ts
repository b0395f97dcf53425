/**
 * Names of lines that nobody puts on a shelf. Left out on purpose, because products are called so too: "Fee" (a fairy, in
 * German), "Port" (the wine), "Gift" and wrapping paper.
 */
const NAMES = {
  tips: ['tip', 'tips', 'gratuity', 'trinkgeld', 'pourboire', 'propina', 'fooi', 'mancia'],
  shipping: [
    ...['shipping', 'shipping fee', 'shipping cost', 'shipping costs', 'shipping charge', 'shipping charges'],
    ...['shipping and handling', 'shipping & handling', 'handling fee', 'postage', 'postage and packing'],
    ...['delivery', 'delivery fee', 'delivery charge', 'express shipping'],
    ...[
      'versand',
      'versandkosten',
      'versandkostenpauschale',
      'versandpauschale',
      'lieferkosten',
      'liefergebühr',
    ],
    ...['porto', 'porto und verpackung', 'expressversand', 'expresszuschlag'],
    ...['livraison', 'frais de livraison', 'frais de port', "frais d'expédition", "frais d'envoi"],
    ...[
      'livraison express',
      'envío',
      'gastos de envío',
      'coste de envío',
      'costo de envío',
      'tarifa de envío',
    ],
    ...['verzending', 'verzendkosten', 'bezorging', 'bezorgkosten', 'portokosten'],
    ...['spedizione', 'spese di spedizione', 'costi di spedizione', 'spese di consegna'],
  ],
  fees: [
    ...['service fee', 'processing fee', 'payment fee', 'transaction fee', 'small order fee', 'booking fee'],
    ...[
      'cash on delivery fee',
      'cod fee',
      'surcharge',
      'servicegebühr',
      'bearbeitungsgebühr',
      'zahlungsgebühr',
    ],
    ...[
      'nachnahmegebühr',
      'mindermengenzuschlag',
      'frais de service',
      'frais de dossier',
      'frais de traitement',
    ],
    ...['gastos de gestión', 'cargo por servicio', 'recargo', 'servicekosten', 'administratiekosten'],
    ...['transactiekosten', 'betaalkosten', 'commissione', 'commissioni', 'supplemento contrassegno'],
  ],
  'gift wrap': [
    ...[
      'gift wrap',
      'gift wrapping',
      'gift packaging',
      'geschenkverpackung',
      'emballage cadeau',
      'paquet cadeau',
    ],
    ...[
      'envoltorio de regalo',
      'envoltura de regalo',
      'cadeauverpakking',
      'inpakservice',
      'confezione regalo',
    ],
  ],
  donations: [
    ...[
      'donation',
      'donations',
      'charity donation',
      'spende',
      'spenden',
      'don',
      'dons',
      'donación',
      'donativo',
    ],
    ...['donatie', 'donazione'],
  ],
  protection: [
    ...[
      'shipping protection',
      'package protection',
      'order protection',
      'delivery protection',
      'green protection',
    ],
    ...['route package protection', 'route shipping protection', 'shipping insurance', 'delivery insurance'],
    ...['versandschutz', 'paketschutz', 'versandversicherung', 'transportversicherung', 'protection colis'],
    ...['protection de livraison', 'assurance livraison', 'assurance colis', 'protección de envío'],
    ...['seguro de envío', 'verzendbescherming', 'verzendverzekering', 'pakketbescherming'],
    ...['protezione spedizione', 'assicurazione spedizione'],
  ],
} as const

/** Letters without case and accents: shops write them as they please. */
const plain = (name: string) =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}&]+/gu, ' ')
    .trim()

const KNOWN = new Set(Object.values(NAMES).flat().map(plain))

/** An amount behind the name: "Tip - $5.00", "Donation (10 EUR)", "Tip 15%"; "Tip - 13mm" is a billiard cue's. */
const AMOUNT = /[\s([:–-]+[\p{Sc}\d.,%\s]*\d[\p{Sc}\d.,%\s]*(?:[A-Z]{3})?[)\]]?$/u

/** Longest name worth a look, in characters. */
const LONGEST = 60

/**
 * Whether a line is something that a shop sells. Tips, shipping, fees, gift wrap, donations and protection are not,
 * in English, German, French, Spanish, Dutch and Italian; only the whole name counts, so "Tip-top mug" is goods.
 */
export function isGoods(name: string): boolean {
  if (name.length > LONGEST) return true
  return !KNOWN.has(plain(name.replace(/ - Default Title$/i, '').replace(AMOUNT, '')))
}
