/** What to do next on the page Start, by the code of the API. */
export const enAdvice = {
  go: (page: string) => `Go to ${page}`,
  no_catalogue: 'There is no catalogue yet. Upload it as your shop system exports it.',
  prices_hidden: (n: string, days: string) =>
    `Items shown without a price: ${n}. Nothing has confirmed them for ${days}. Upload the catalogue again, or have it fetched on a schedule.`,
  no_orders: 'There are no orders yet, and suggestions come from what was bought together. Upload them.',
  old_orders: (days: string) =>
    `The newest order is ${days} old. Upload newer ones, or connect your shop system so that it sends them.`,
  no_model: 'Nothing has been worked out from your orders yet. It happens by itself; you can also start it.',
  models_refused: (n: string) =>
    `The last ${n} models did not pass their check, so the one before them is still in use. The page Model shows why. Check that your last file was complete and of the right shop.`,
  non_goods: (n: string) =>
    `Items that look like postage, protection, bags or services, and are therefore not shown: ${n}. Look through them, and allow those that are goods.`,
  pairs_held: (n: string) =>
    `Pairs that appeared within a week from few customers: ${n}. They are not shown until you have decided.`,
  feed_failing: (url: string, attempts: string, problem: string) =>
    `The file at ${url} cannot be fetched (attempts in a row: ${attempts}). ${problem} What was fetched earlier stays in use.`,
  hook_refused: (platform: string, problem: string) =>
    `The last message of ${platform} was not accepted. ${problem}`,
  unknown_items_asked: (unknown: string, asked: string, examples: string) =>
    `${unknown} of ${asked} questions of your pages in the last 7 days name items that the catalogue does not have, such as ${examples}. These pages show nothing. Upload the current catalogue, or let your pages use its ids, SKUs or GTINs.`,
  events_refused: (refused: string, events: string, reasons: string) =>
    `${refused} of ${events} events of the last 7 days were refused: ${reasons}. Open a page of your shop with ?pairwell=debug in its address to see what it sends.`,
  shared_names: (several: string, shared: string) =>
    `E-mail addresses or customer numbers that stand with several customers: ${several} join them into one person, and ${shared} stand with so many that they join nobody. Separate those who are not the same person.`,
  job_failed: (what: string, job_id: string, problem: string) =>
    `${what} If it fails again, give your operator this number: ${job_id}. The reason: ${problem}`,
  unknown_reason: 'The reason is not known.',
  imports: {
    many_refused: (n: string) =>
      `Cells or rows that could not be accepted: ${n}. They are listed below with the reasons.`,
    confirm_needed: (n: string) =>
      `The file leaves out ${n} items that are published. When you upload it, say whether they are no longer sold, or whether it contains only a part of the catalogue.`,
    fields_lost: (fields: string) =>
      `No row of the file states what most published items have: ${fields}. When you upload it, say whether it contains only a part of the catalogue, such as prices, or whether the items are to lose it.`,
    was_a_trial: 'Nothing was written, because this was only checked. Upload the file to apply it.',
    no_catalogue:
      'There is no catalogue yet, so no order line can be assigned to an item. Upload the catalogue, too.',
    no_orders:
      'There are no orders yet, and suggestions come from what was bought together. Upload them; until then pages show similar items.',
    non_goods: (n: string) =>
      `Items that look like postage, protection, bags or services, and are therefore not shown: ${n}. The page Catalogue lists them with the reasons; allow those that are goods.`,
    few_orders: (n: string) =>
      `Orders with two or more items: ${n}, which is few. Upload older orders, too, or say on the page of an item what goes with it.`,
    dates_assumed: (order: string) =>
      `No date of the file tells day and month apart; they were read as ${order}. If that is wrong, choose the file again, open “Columns” there, and say which number is the day.`,
    no_picture:
      'No picture was found, so no item can be shown. Export the address of the picture, or allow cards without pictures on the page Settings.',
  },
  jobs: {
    import: 'A file could not be imported completely. Upload it again.',
    feed: 'A file could not be fetched. It is fetched again at its next time.',
    sync: 'The products and orders of your shop system could not be fetched completely. Open the app there, and press “Send everything again”.',
    mine: 'A model could not be made, so the one before it is still in use. The next night makes another one.',
    outside: 'A model that was sent could not be published, so the one before it is still in use.',
    tune: 'A tuning failed, so the settings stay as they are. It is tried again within a week.',
    score: 'Customers could not be scored. It is tried again with the next model.',
    account: 'The accounts could not be analysed. It is tried again in the next night.',
    fold: 'Events are stored but were not counted, so reports lack them. It is tried again every hour.',
    learn: 'Learning from what shoppers took failed. It is tried again in the next night.',
    watch:
      'Running experiments could not be checked for harm. It is tried again every hour; look at them yourself until then.',
    deliver: 'A message to one of your webhooks could not be sent.',
    campaign: 'A campaign could not be continued. It is tried again every hour while it runs.',
    trigger:
      'Triggers could not be continued, so nobody gets their offers. It is tried again every 15 minutes.',
    reseal: 'The secrets of the shop could not be sealed again. They work as before.',
    move_shop: 'The shop could not be moved to another database. It works as before.',
    leave_home: 'The rows in the database where the shop was before could not be deleted.',
    delete_shop: 'The shop could not be deleted.',
  },
}
