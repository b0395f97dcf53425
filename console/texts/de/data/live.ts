import type { enLive } from '../../en/data/live.ts'

export const deLive: typeof enLive = {
  title: 'Laufende Änderungen aus Ihrem Shopsystem',
  lead: 'Ihr Shopsystem kann Änderungen an Produkten, Beständen und Bestellungen sofort senden, mit Webhooks. Hochgeladene Dateien bleiben, wie sie sind; das neuere Wort zählt.',
  systems: { shopify: 'Shopify', woocommerce: 'WooCommerce' },
  connect: (system) => `${system} verbinden`,
  disconnect: 'Trennen',
  disconnect_sure: (system) => `Keine Nachrichten von ${system} mehr annehmen? Was gesendet wurde, bleibt.`,
  silent: 'Verbunden. Noch ist keine Nachricht gekommen.',
  heard: (n, when) => `Angenommene Nachrichten: ${n}. Die letzte kam ${when}.`,
  refused: (problem) => `Die letzte Nachricht wurde nicht angenommen: ${problem}`,
  owners: 'Ein Inhaber des Shops kann es verbinden.',
  shopify_secret: 'Geheimnis, das Shopify unter der Liste der Webhooks zeigt',
  shopify_steps:
    'In Shopify: Einstellungen › Benachrichtigungen › Webhooks › Webhook erstellen, Format JSON, je einen für Produkt erstellt, aktualisiert und gelöscht, Lagerbestand aktualisiert, Bestellung erstellt, aktualisiert und storniert, und Rückerstattung erstellt.',
  woocommerce_steps:
    'In WooCommerce: Einstellungen › Erweitert › Webhooks › Webhook hinzufügen, je einen für Produkt erstellt, aktualisiert und gelöscht, Bestellung erstellt, aktualisiert und gelöscht, und Kunde gelöscht, alle aktiv.',
  address: 'Einzutragende Adresse (Auslieferungs-URL)',
  secret: 'Einzutragendes Geheimnis',
  once: 'Das Geheimnis wird einmal gezeigt. Für ein neues verbinden Sie noch einmal; das vorige gilt noch einen Tag.',
  save: 'Nachrichten annehmen',
}
