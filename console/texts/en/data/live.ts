/** Changes that the shop system sends by itself. */
export const enLive = {
  title: 'Live changes from your shop system',
  lead: 'Your shop system can send changes of products, stock and orders at once, by webhooks. Files that you upload stay as they are; the newer word counts.',
  systems: { shopify: 'Shopify', woocommerce: 'WooCommerce' },
  connect: (system: string) => `Connect ${system}`,
  disconnect: 'Disconnect',
  disconnect_sure: (system: string) => `Take no more messages of ${system}? What it has sent stays.`,
  silent: 'Connected. No message has come yet.',
  heard: (n: string, when: string) => `Messages taken: ${n}. The last one came ${when}.`,
  refused: (problem: string) => `The last message was not accepted: ${problem}`,
  owners: 'An owner of the shop can connect it.',
  shopify_secret: 'Secret that Shopify shows below its list of webhooks',
  shopify_steps:
    'In Shopify: Settings › Notifications › Webhooks › Create webhook, format JSON, one each for Product creation, update and deletion, Inventory level update, Order creation, update and cancellation, and Refund creation.',
  woocommerce_steps:
    'In WooCommerce: Settings › Advanced › Webhooks › Add webhook, one each for Product created, updated and deleted, Order created, updated and deleted, and Customer deleted, all active.',
  address: 'Address to enter (delivery URL)',
  secret: 'Secret to enter',
  once: 'The secret is shown once. Connect again for another one; the one before is valid for a day.',
  save: 'Take messages',
}
