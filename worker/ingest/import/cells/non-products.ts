/**
 * Names of lines that are not products: tips, shipping, fees, gift wrap, donations and parcel protection, in English, German,
 * French, Spanish, Dutch and Italian. Some names are left out, because products have them, too: "Fee" (a fairy, in German),
 * "Port" (the wine), "Gift", and wrapping paper.
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
  protezione spedizione, assicurazione spedizione`

/** The name in lower case without accents, because shops spell names differently. */
const plain = (name: string) =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}&]+/gu, ' ')
    .trim()

const KNOWN = new Set(NAMES.split(',').map(plain))

/** Suffixes that apps add to the name: "Tip - $5.00", "Donation (10 EUR)", "Gift wrap - Default Title". */
const SUFFIXES = /(?: (?:\d+|eur|usd|gbp|chf|cad|aud|default title))+$/

/** Longest name that is compared, in characters. */
const MAX_LENGTH = 60

/** Whether a line is a product of the shop. Only the whole name is compared: "Tip-top mug" is a product. */
export const isProduct = (name: string): boolean =>
  name.length > MAX_LENGTH || !KNOWN.has(plain(name).replace(SUFFIXES, ''))
