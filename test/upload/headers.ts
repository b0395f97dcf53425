/** Headers as the shop systems document them; the markets' names are the store's own. */
export const HEADERS = {
  /** Shopify's product export since 2025 (help.shopify.com, "Using CSV files to import and export products"). */
  shopifyProductsNew:
    'Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,' +
    'SKU,Barcode,Option1 name,Option1 value,Option1 Linked To,Option2 name,Option2 value,' +
    'Option2 Linked To,Option3 name,Option3 value,Option3 Linked To,Price,Compare-at price,' +
    'Cost per item,Charge tax,Tax code,Unit price total measure,Unit price total measure unit,' +
    'Unit price base measure,Unit price base measure unit,Inventory tracker,Inventory quantity,' +
    'Continue selling when out of stock,Weight value (grams),Weight unit for display,Requires shipping,' +
    'Fulfillment service,Product image URL,Image position,Image alt text,Variant image URL,Gift card,' +
    'SEO title,SEO description,Color (product.metafields.shopify.color-pattern),' +
    'Google Shopping / Google product category,Google Shopping / Gender,Google Shopping / Age group,' +
    'Google Shopping / Manufacturer part number (MPN),Google Shopping / Ad group name,' +
    'Google Shopping / Ads labels,Google Shopping / Condition,Google Shopping / Custom product,' +
    'Google Shopping / Custom label 0,Google Shopping / Custom label 1,' +
    'Google Shopping / Custom label 2,Google Shopping / Custom label 3,' +
    'Google Shopping / Custom label 4',
  /** The generation before it. */
  shopifyProductsOld:
    'Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,' +
    'Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,Variant Grams,' +
    'Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,' +
    'Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,' +
    'Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,' +
    'SEO Description,Google Shopping / Google Product Category,Google Shopping / Gender,' +
    'Google Shopping / Age Group,Google Shopping / MPN,Google Shopping / AdWords Grouping,' +
    'Google Shopping / AdWords Labels,Google Shopping / Condition,Google Shopping / Custom Product,' +
    'Google Shopping / Custom Label 0,Google Shopping / Custom Label 1,' +
    'Google Shopping / Custom Label 2,Google Shopping / Custom Label 3,' +
    'Google Shopping / Custom Label 4,Variant Image,Variant Weight Unit,Variant Tax Code,Cost per item,' +
    'Included / New Zealand,Included / International,Price / International,' +
    'Compare At Price / International,Status',
  /** Shopify's order export (help.shopify.com, "Exporting orders"). */
  shopifyOrders:
    'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,' +
    'Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,' +
    'Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,' +
    'Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,' +
    'Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,' +
    'Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,' +
    'Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,' +
    'Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,' +
    'Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,' +
    'Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,' +
    'Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,' +
    'Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References',
  /** Our own plain forms (docs/API.md). */
  plainItems:
    'id,item_group_id,title,link,image_link,price,currency,sale_price,cost_of_goods_sold,availability,' +
    'stock,product_type,brand,tags,replenish_days,disclosure',
  plainOrders: 'order_id,order_date,customer_id,item_id,quantity,price,currency,status',
  plainRelations: 'item_id,related_item_id,relationship_type,position,start_date,end_date',
}
