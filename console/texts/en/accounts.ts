/** Texts of the pages about business accounts. They are loaded with these pages. */
export const enAccounts = {
  accounts: {
    title: 'Accounts',
    areas: { grid: 'White space', calls: 'Calls', learn: 'Learning', team: 'Team' },
  },
}
