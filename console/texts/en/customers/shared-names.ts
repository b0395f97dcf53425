/** Names of customers that may stand for several people. */
export const enSharedNames = {
  title: 'Names that several customers share',
  lead: 'An e-mail address or a customer number that stands with two to five customers joins them into one person; one that stands with more joins nobody. Separate those who are not the same person. Addresses are not stored, so they are shown by the customers that they stand with.',
  none: 'No name is shared.',
  kinds: { email: 'E-mail address', customer_id: 'Customer number' },
  of: (kind: string, ids: string) => `${kind} of ${ids}`,
  unknown: 'customers without a number',
  states: { joins: 'one person', apart: 'several people', shared: 'too many: joins nobody' },
  separate: 'Separate them',
  join: 'They are one person',
}
