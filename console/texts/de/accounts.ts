import type { enAccounts } from '../en/accounts.ts'

/** Texte der Seiten über Geschäftskunden. */
export const deAccounts: typeof enAccounts = {
  accounts: {
    title: 'Geschäftskunden',
    areas: { grid: 'Potenzial', calls: 'Anrufe', learn: 'Wissen', team: 'Team' },
  },
}
