import type { enSharedNames } from '../../en/customers/shared-names.ts'

export const deSharedNames: typeof enSharedNames = {
  title: 'Namen, die mehrere Kunden teilen',
  lead: 'Eine E-Mail-Adresse oder Kundennummer, die bei zwei bis fünf Kunden steht, verbindet sie zu einer Person; steht sie bei mehr, verbindet sie niemanden. Trennen Sie, wer nicht dieselbe Person ist. Adressen werden nicht gespeichert, deshalb stehen hier die Kunden, bei denen sie stehen.',
  none: 'Kein Name wird geteilt.',
  kinds: { email: 'E-Mail-Adresse', customer_id: 'Kundennummer' },
  of: (kind, ids) => `${kind} von ${ids}`,
  unknown: 'Kunden ohne Nummer',
  states: { joins: 'eine Person', apart: 'mehrere Personen', shared: 'zu viele: verbindet niemanden' },
  separate: 'Trennen',
  join: 'Sind eine Person',
}
