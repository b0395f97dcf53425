import { MAX_TAGS } from '../../../../schema/orders/customers.ts'
import { given } from '../cells/catalogue-cells.ts'
import { readYesNo } from '../cells/fields.ts'
import { splitList } from '../cells/lists.ts'
import type { Format } from '../format.ts'

/** Shopify's customer export. Only a keyed hash, two consents and the tags of a person are stored. */
export const shopifyCustomers: Format = {
  name: 'Shopify customers',
  kind: 'customers',
  columns: {
    customer_id: ['Customer ID'],
    email: ['Email'],
    accepts_email: ['Accepts Email Marketing', 'Accepts Marketing'],
    accepts_sms: ['Accepts SMS Marketing'],
    tags: ['Tags'],
    // Its value is not used: only the customer export has this column, the order export has all the others.
    total_orders: ['Total Orders', 'Orders Count'],
  },
  required: [['email'], ['accepts_email'], ['total_orders']],
  read(row, { people }) {
    const key = people.byEmail(row.cell('email'))
    if (key === undefined) return { dropped: 'no_email' }
    // Orders of the platform's messages name the customer by number, those of its export by address.
    // The export writes a quote before the number, so that spreadsheets keep its digits.
    people.of({ customer_id: row.cell('customer_id').replace(/^'/, ''), email: row.cell('email') })
    const yes = (name: string) => readYesNo(row.cell(name), row.column(name))
    const tags = splitList(row.cell('tags')).slice(0, MAX_TAGS)
    const consents = {
      ...given('accepts_email', yes('accepts_email')),
      ...given('accepts_sms', yes('accepts_sms')),
    }
    return { fragments: [{ key, customer: { ...consents, tags: tags.map((tag) => tag.slice(0, 500)) } }] }
  },
}
