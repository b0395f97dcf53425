import type { Variant } from '../../../../../schema/catalogue/items.ts'
import { given, readStock, runs } from '../../cells/catalogue-cells.ts'
import { readDate } from '../../cells/dates.ts'
import { readGtin, readId, readSku, readYesNo } from '../../cells/fields.ts'
import { readAmount } from '../../cells/money.ts'
import { categoriesOf, partsOf, readTitle } from '../../cells/product-cells.ts'
import type { Context, Format, Row } from '../../format.ts'

/** The current price: with tax if the file has it, less the reduction that the file states. */
function readCurrentPrice(row: Row, context: Context): number | undefined {
  const amount = (name: string) => readAmount(row.cell(name), row.column(name), context.currency)
  const gross = amount('price_with_tax')
  const net = gross === undefined ? amount('price_without_tax') : undefined
  if (net !== undefined) context.note?.('net_price')
  const usual = gross ?? net
  if (usual === undefined || !isReduced(row, context)) return usual
  const percent = Number(row.cell('discount_percent').replace(',', '.').replace('%', ''))
  const off = amount('discount_amount') ?? 0
  const reduced =
    Number.isFinite(percent) && percent > 0 ? Math.round(usual * (1 - percent / 100)) : usual - off
  // A reduction to nothing is a slip, not a gift.
  return reduced > 0 ? reduced : usual
}

function isReduced(row: Row, { time_zone, date_order, now }: Context): boolean {
  const date = (name: string) => {
    const cell = row.cell(name)
    return cell === '' || cell.startsWith('0000')
      ? undefined
      : readDate(cell, row.column(name), time_zone, date_order)
  }
  return runs(date('discount_from'), date('discount_to'), now)
}

function readVariant(row: Row, id: string, context: Context): Variant {
  const stock = readStock(row, 'quantity')
  const sells = stock === undefined || stock > 0
  return {
    variant_id: id,
    // 1 allows orders without stock, 0 refuses them, and 2 is the shop's setting, which the file does not tell.
    availability: sells ? 'in_stock' : row.cell('out_of_stock') === '1' ? 'backorder' : 'out_of_stock',
    ...given('sku', readSku(row.cell('reference'), row.column('reference'))),
    ...given('gtin', readGtin(row.cell('ean13')) ?? readGtin(row.cell('upc')) ?? readGtin(row.cell('isbn'))),
    ...given('price', readCurrentPrice(row, context)),
    ...given(
      'cost',
      readAmount(row.cell('wholesale_price'), row.column('wholesale_price'), context.currency),
    ),
    ...given('stock', stock),
  }
}

/** `Colour:Red:1,Size:L`: the features of a product. */
const featuresOf = (cell: string): [string, string][] =>
  partsOf(cell, /,(?=[^,:]+:)/).flatMap((feature): [string, string][] => {
    const [name = '', value = ''] = feature.split(':').map((part) => part.trim())
    return name === '' || value === '' ? [] : [[name.slice(0, 100), value.slice(0, 500)]]
  })

/** PrestaShop's categories that stand above all others. */
const ROOTS = new Set(['home', 'root', 'accueil', 'startseite', 'inicio'])

/** PrestaShop's export of the product list, in the languages of its administration, and the columns of its product import. */
export const prestashopProducts: Format = {
  name: 'PrestaShop products',
  kind: 'items',
  columns: {
    id: [
      'Product ID',
      'ID',
      'ID du produit',
      'ID produit',
      'Produkt-ID',
      'ID del producto',
      'ID prodotto',
      'Product-ID',
      'ID produktu',
      'Produkt ID',
    ],
    name: ['Name *', 'Nom', 'Nombre', 'Nome', 'Naam', 'Nazwa', 'Namn'],
    reference: [
      'Reference #',
      'Référence',
      'Referencia',
      'Riferimento',
      'Referentie',
      'Artikelnr.',
      'Artikel-Nr.',
      'Indeks',
      'Kod referencyjny',
      'Referens',
    ],
    image: [
      'Image URLs (x,y,z...)',
      'Image URL',
      'Bild',
      'Imagen',
      'Immagine',
      'Afbeelding',
      'Zdjęcie',
      'Obraz',
    ],
    categories: [
      'Categories (x,y,z...)',
      'Category',
      'Catégorie',
      'Kategorie',
      'Categoría',
      'Categoria',
      'Categorie',
      'Kategoria',
      'Kategori',
    ],
    price_with_tax: [
      ...[
        'Price (tax incl.)',
        'Price tax included',
        'Price tax included.',
        'Prix (TTC)',
        'Prix TTC',
        'Preis (inkl. MwSt.)',
        'Preis (brutto)',
      ],
      ...[
        'Precio (impuestos incl.)',
        'Precio (imp. incl.)',
        'Prezzo (tasse incl.)',
        'Prezzo (IVA incl.)',
        'Prijs (incl. btw)',
        'Cena (z podatkiem)',
        'Cena (brutto)',
        'Pris (inkl. moms)',
      ],
    ],
    price_without_tax: [
      ...[
        'Price (tax excl.)',
        'Price tax excluded',
        'Price tax excl.',
        'Prix (HT)',
        'Prix HT',
        'Preis (zzgl. MwSt.)',
        'Preis (exkl. MwSt.)',
        'Preis (netto)',
      ],
      ...[
        'Precio (impuestos excl.)',
        'Precio (imp. excl.)',
        'Prezzo (tasse escl.)',
        'Prezzo (IVA escl.)',
        'Prijs (excl. btw)',
        'Cena (bez podatku)',
        'Cena (netto)',
        'Pris (exkl. moms)',
      ],
    ],
    quantity: ['Quantité', 'Menge', 'Cantidad', 'Quantità', 'Aantal', 'Ilość', 'Antal'],
    active: ['Status', 'Active (0/1)', 'État', 'Statut', 'Estado', 'Stato', 'Active'],
    visibility: [],
    available_for_order: ['Available for order (0 = No, 1 = Yes)', 'Available for order'],
    out_of_stock: ['Out of stock action', 'When out of stock', 'Action when out of stock', 'Out of stock'],
    discount_amount: ['Reduction amount'],
    discount_percent: ['Reduction percent'],
    discount_from: ['Discount from (yyyy-mm-dd)', 'Reduction from (yyyy-mm-dd)'],
    discount_to: ['Discount to (yyyy-mm-dd)', 'Reduction to (yyyy-mm-dd)'],
    wholesale_price: [],
    manufacturer: ['Brand'],
    ean13: ['EAN-13'],
    upc: [],
    isbn: [],
    tags: ['Tags (x,y,z...)'],
    features: ['Feature(Name:Value:Position)', 'Feature (Name:Value:Position)', 'Feature'],
  },
  dates: ['discount_from', 'discount_to'],
  assumed: { published: ['active', 'visibility'], url: [] },
  facts: { price: ['price_with_tax', 'price_without_tax'], availability: ['quantity'], picture: ['image'] },
  identity: ['id'],
  required: [['id'], ['name'], ['reference'], ['price_with_tax', 'price_without_tax'], ['active']],
  read(row, context) {
    const id = readId(row.cell('id'), row.column('id'))
    const yes = (name: string) => readYesNo(row.cell(name), row.column(name))
    const categories = partsOf(row.cell('categories'), ',').filter((name) => !ROOTS.has(name.toLowerCase()))
    const [image_url] = partsOf(row.cell('image'), ',')
    const attributes = featuresOf(row.cell('features'))
    const fields = {
      title: readTitle(row, 'name'),
      // The address of a product without its name, which every shop answers with its own.
      url: `/index.php?controller=product&id_product=${encodeURIComponent(id)}`,
      published: (yes('active') ?? true) && row.cell('visibility').toLowerCase() !== 'none',
      ...(yes('available_for_order') === false && { action: 'view' as const }),
      ...given('image_url', image_url),
      ...categoriesOf(categories.map((name) => [name])),
      ...given('brand', row.cell('manufacturer')),
      ...(row.cell('tags') !== '' && { tags: partsOf(row.cell('tags'), ',') }),
      ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
    }
    return { fragments: [{ key: id, row: row.row, fields, variant: readVariant(row, id, context) }] }
  },
}
