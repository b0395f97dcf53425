/** Headers as the shop systems document them. */
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
  /** The previous generation. */
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
  /** WooCommerce's report of orders (get_export_columns of its orders report). */
  wooReport:
    'Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),' +
    'Net Sales,Attribution',
  /** WebToffee's order export; a file has as many numbered columns as its longest order has lines. */
  webtoffee:
    'order_id,order_number,order_date,paid_date,status,shipping_total,shipping_tax_total,fee_total,' +
    'fee_tax_total,tax_total,cart_discount,order_discount,discount_total,order_total,order_subtotal,' +
    'order_currency,payment_method,payment_method_title,transaction_id,customer_ip_address,' +
    'customer_user_agent,shipping_method,customer_id,customer_user,customer_email,billing_first_name,' +
    'billing_last_name,billing_company,billing_email,billing_phone,billing_address_1,billing_address_2,' +
    'billing_postcode,billing_city,billing_state,billing_country,shipping_first_name,shipping_last_name,' +
    'shipping_company,shipping_phone,shipping_address_1,shipping_address_2,shipping_postcode,' +
    'shipping_city,shipping_state,shipping_country,customer_note,wt_import_key,shipping_items,fee_items,' +
    'tax_items,coupon_items,refund_items,order_notes,download_permissions,meta:wpml_language,' +
    'line_item_1,line_item_2,line_item_3,Product Item 1 Name,Product Item 1 id,Product Item 1 SKU,' +
    'Product Item 1 Quantity,Product Item 1 Total,Product Item 1 Subtotal,Product Item 2 Name,' +
    'Product Item 2 id,Product Item 2 SKU,Product Item 2 Quantity,Product Item 2 Total,' +
    'Product Item 2 Subtotal',
  /** SkyVerge's order export, "Default": one row an order (the data sources of its format definition). */
  skyverge:
    'order_id,order_number_formatted,order_number,order_date,status,shipping_total,shipping_tax_total,' +
    'fee_total,fee_tax_total,tax_total,discount_total,order_total,refunded_total,order_currency,' +
    'payment_method,shipping_method,customer_id,billing_first_name,billing_last_name,billing_full_name,' +
    'billing_company,billing_email,billing_phone,billing_address_1,billing_address_2,billing_postcode,' +
    'billing_city,billing_state,billing_state_code,billing_country,shipping_first_name,' +
    'shipping_last_name,shipping_full_name,shipping_address_1,shipping_address_2,shipping_postcode,' +
    'shipping_city,shipping_state,shipping_state_code,shipping_country,shipping_company,customer_note,' +
    'line_items,shipping_items,fee_items,tax_items,coupon_items,refunds,order_notes,download_permissions',
  /** The same, "Default – One Row per Item". */
  skyvergeLines:
    'order_id,order_number_formatted,order_number,order_date,status,order_total,order_currency,' +
    'customer_id,billing_first_name,billing_last_name,billing_email,billing_phone,customer_note,item_id,' +
    'item_product_id,item_name,item_sku,item_quantity,item_subtotal,item_subtotal_tax,item_total,' +
    'item_total_tax,item_refunded,item_refunded_qty,item_meta,shipping_items,fee_items,order_notes',
  /** AlgolPlus' order export as a shop of 2018 had it; each merchant chooses the columns. */
  algolplus:
    'Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),' +
    'Company (Billing),Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),' +
    'Country Code (Billing),Email (Billing),Phone (Billing),First Name (Shipping),Last Name (Shipping),' +
    'Address 1&2 (Shipping),City (Shipping),State Code (Shipping),Postcode (Shipping),' +
    'Country Code (Shipping),Item #,SKU,Name,Product Variation,Quantity,Quantity (- Refund),Item Cost,' +
    'Order Line (w/o tax),Order Line Tax,Order Line Total,Order Line Total Refunded,' +
    'Order Line Total (- Refund),Image URL,Coupon Code,Discount Amount,Discount Amount Tax,' +
    'Payment Method Title,Coupons Used,Cart Discount Amount,Order Subtotal Amount,Order Tax Amount,' +
    'Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,Total items,' +
    'Total products',
  /** Shopify's customer export (help.shopify.com, "Import and export customers"). */
  shopifyCustomers:
    'First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,Address2,City,Province,' +
    'Province Code,Country,Country Code,Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags,' +
    'Note,Tax Exempt',
  /** Our own plain customers, with an attribute of any name. */
  plainCustomers:
    'customer_id,customer_email,group,account,locale,time_zone,market,birth_year,consent_email,consent_email_at,consent_email_source,' +
    'consent_sms,complaint_open,satisfaction,do_not_offer_until,do_not_offer_reason,objects_to_profiling,attribute:points,attribute:Pets',
  /** WooCommerce's product export since 9.2, all columns (get_default_column_names of its exporter). */
  wooProducts:
    'ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,Is featured?,Visibility in catalog,' +
    'Short description,Description,Date sale price starts,Date sale price ends,Tax status,Tax class,' +
    'In stock?,Stock,Low stock amount,Backorders allowed?,Sold individually?,Weight (kg),Length (cm),' +
    'Width (cm),Height (cm),Allow customer reviews?,Purchase note,Sale price,Regular price,Categories,' +
    'Tags,Shipping class,Images,Download limit,Download expiry days,Parent,Grouped products,Upsells,' +
    'Cross-sells,External URL,Button text,Position,Cost of goods,Brands,Attribute 1 name,' +
    'Attribute 1 value(s),Attribute 1 visible,Attribute 1 global,Attribute 2 name,Attribute 2 value(s)',
  /** The same of a German shop before 9.2, as one wrote it. */
  wooProductsGerman:
    'ID,Typ,Artikelnummer,Name,Veröffentlicht,Ist hervorgehoben?,Sichtbarkeit im Katalog,' +
    'Kurzbeschreibung,Beschreibung,"Datum, an dem Angebotspreis beginnt",' +
    '"Datum, an dem Angebotspreis endet",Steuerstatus,Steuerklasse,Vorrätig?,Lager,Geringe Lagermenge,' +
    'Rückstände erlaubt?,Nur einzeln verkaufen?,Gewicht (g),Länge (mm),Breite (mm),Höhe (mm),' +
    'Kundenbewertungen erlauben?,Hinweis zum Kauf,Angebotspreis,Regulärer Preis,Kategorien,' +
    'Schlagwörter,Versandklasse,Bilder,Downloadlimit,Ablauftage des Downloads,Übergeordnetes Produkt,' +
    'Gruppierte Produkte,Zusatzverkäufe,Cross-Sells (Querverkäufe),Externe URL,Button-Text,Position,' +
    'Attribut 1 Name,Attribut 1 Wert(e)',
  /** Magento's product export (experienceleague.adobe.com, "Product attribute reference"). */
  magentoProducts:
    'sku,store_view_code,attribute_set_code,product_type,categories,product_websites,name,description,' +
    'short_description,weight,product_online,tax_class_name,visibility,price,special_price,' +
    'special_price_from_date,special_price_to_date,url_key,base_image,created_at,updated_at,' +
    'additional_attributes,qty,out_of_stock_qty,allow_backorders,use_config_backorders,is_in_stock,' +
    'manage_stock,use_config_manage_stock,related_skus,related_position,crosssell_skus,' +
    'crosssell_position,upsell_skus,upsell_position,bundle_values,associated_skus,' +
    'configurable_variations',
  /** Vendure's file of products (docs.vendure.io, "Importing data"); it pads its columns. */
  vendureProducts:
    'name   ,slug   ,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,' +
    'stockOnHand,trackInventory,variantAssets,variantFacets',
  /** Google Merchant Center's feed (support.google.com, "Product data specification"). */
  googleFeed:
    'id,title,description,link,image_link,availability,price,sale_price,sale_price_effective_date,brand,' +
    'gtin,mpn,condition,item_group_id,google_product_category,product_type,cost_of_goods_sold,' +
    'custom_label_0,identifier_exists,age_group,color,gender,size,material,pattern,related_product',
  /** Our own plain formats (docs/API.md). */
  plainItems:
    'id,item_group_id,title,link,image_link,price,currency,sale_price,cost_of_goods_sold,availability,' +
    'stock,product_type,brand,tags,replenish_days,disclosure',
  priceList: 'sku,price,currency,sale_price,cost_of_goods_sold,availability,stock',
  plainOrders: 'order_id,order_date,customer_id,item_id,quantity,price,currency,status',
  plainRelations: 'item_id,related_item_id,relationship_type,position,start_date,end_date',
  /** PrestaShop 1.7 and 8: export of the product list. */
  prestashop:
    'Product ID,Image,Name,Reference,Category,Price (tax excl.),Price (tax incl.),Quantity,Status,Position',
  /** PrestaShop's sample file for the import of products. */
  prestashopSample:
    'Product ID,Active (0/1),Name *,"Categories (x,y,z...)",Price tax excluded,Tax rules ID,Wholesale price,On sale (0/1),Discount amount,' +
    'Discount percent,Discount from (yyyy-mm-dd),Discount to (yyyy-mm-dd),Reference #,Supplier reference #,Supplier,Manufacturer,EAN13,UPC,' +
    'Ecotax,Width,Height,Depth,Weight,Quantity,Minimal quantity,Visibility,Additional shipping cost,Unity,Unit price,Summary,' +
    'Description,"Tags (x,y,z...)",Meta title,URL rewritten,Text when in stock,"Available for order (0 = No, 1 = Yes)",' +
    '"Image URLs (x,y,z...)",Feature(Name:Value:Position),Condition',
  /** Shopware 6: default profile of products. */
  shopware:
    'id,parent_id,product_number,active,stock,name,description,price_net,price_gross,purchase_prices_net,purchase_prices_gross,tax_id,' +
    'tax_rate,tax_name,cover_media_id,cover_media_url,cover_media_title,cover_media_alt,manufacturer_id,manufacturer_name,categories,' +
    'sales_channel,propertyIds,optionIds',
  /** Shopware 6: default profile of orders. */
  shopwareOrders:
    'id,order_number,sales_channel_id,customer_firstname,customer_lastname,customer_email,billing_address_street,' +
    'billing_address_zipcode,billing_address_city,billing_address_company,billing_address_country_id,shipping_address_street,' +
    'shipping_address_company,amount_total,order_state_id,line_items,order_date_time',
  /** BigCommerce: export of products, current generation. */
  bigcommerce:
    'Item,ID,Name,Type,SKU,Options,Inventory Tracking,Current Stock,Low Stock,Price,Cost,Retail Price,Sale Price,Brand ID,Channels,' +
    'Categories,Description,Is Visible,Is Featured,Product URL,Image URL (Import)',
  /** BigCommerce: the generation before. */
  bigcommerceOld:
    'Item Type,Product ID,Product Name,Product Type,Product Code/SKU,Brand Name,Option Set,Product Description,Price,Cost Price,' +
    'Retail Price,Sale Price,Product Weight,Allow Purchases?,Product Visible?,Track Inventory,Current Stock Level,Low Stock Level,' +
    'Category,Product Image File - 1,Product Image File - 2,Product UPC/EAN,Product URL',
  bigcommerceOrders:
    'Order ID,Customer ID,Customer Name,Customer Email,Customer Phone,Order Date,Order Status,Subtotal (inc tax),Subtotal (ex tax),' +
    'Tax Total,Shipping Cost (inc tax),Shipping Cost (ex tax),Handling Cost (inc tax),Handling Cost (ex tax),Order Total (inc tax),' +
    'Order Total (ex tax),Payment Method,Total Quantity,Total Shipped,Date Shipped,Order Currency Code,Order Notes,Billing First Name,' +
    'Billing Company,Shipping Company,Product Details',
  squarespace:
    'Product ID [Non Editable],Variant ID [Non Editable],Product Type [Non Editable],Product Page,Product URL,Title,Description,SKU,' +
    'Option Name 1,Option Value 1,Option Name 2,Option Value 2,Price,Sale Price,On Sale,Stock,Categories,Tags,Weight,Length,Width,' +
    'Height,Visible,Hosted Image URLs',
  squarespaceOrders:
    'Order ID,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Amount Refunded,Total,' +
    'Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,' +
    'Lineitem variant,Billing Name,Shipping Name,Cancelled at,Private Notes,Channel Type,Payment Method,Payment Reference',
  /** Wix: export of products, and that of the newer catalogue. */
  wix:
    'handleId,fieldType,name,description,productImageUrl,collection,sku,ribbon,price,surcharge,visible,discountMode,discountValue,' +
    'inventory,weight,cost,productOptionName1,productOptionType1,productOptionDescription1,productOptionName2,productOptionType2,' +
    'productOptionDescription2,additionalInfoTitle1,additionalInfoDescription1,brand',
  wixNew:
    'handle,fieldType,name,visible,plainDescription,media,ribbon,brand,price,strikethroughPrice,cost,inventory,sku,barcode,' +
    'productOptionName[1],productOptionType[1],productOptionChoices[1],productOptionName[2],productOptionType[2],productOptionChoices[2]',
  wixOrders:
    'Order number,Date created,Time,Total order quantity,Contact email,Note from customer,Item,Variant,SKU,Qty,Quantity refunded,Price,' +
    'Weight,Custom text,Delivery method,Recipient name,Recipient company name,Billing name,Billing company name,Payment status,' +
    'Payment method,Coupon code,Shipping rate,Total tax,Total,Currency,Refunded amount,Net amount,Additional fees,Fulfillment status',
  /** OpenCart: sheet "Products" of the Export/Import Tool. */
  opencart:
    'product_id,name(en-gb),name(de-de),categories,sku,upc,ean,jan,isbn,mpn,location,quantity,model,manufacturer,image_name,shipping,price,' +
    'points,date_added,date_available,weight,weight_unit,status,tax_class_id,description(en-gb),description(de-de),meta_title(en-gb),' +
    'stock_status_id,store_ids,related_ids,tags(en-gb),tags(de-de),sort_order,subtract,minimum',
  ecwid:
    'type,product_internal_id,product_sku,product_variation_sku,product_name,product_price,product_compare_to_price,' +
    'product_is_inventory_tracked,product_quantity,product_quantity_out_of_stock_behaviour,product_is_available,' +
    'product_media_main_image_url,product_description,product_category_1,product_category_2,product_brand,product_upc,' +
    'product_option_name,product_option_type,product_option_value,product_variation_option_Size,product_variation_option_Colour',
  matrixify:
    'ID,Handle,Command,Title,Body HTML,Vendor,Type,Tags,Status,Published,Gift Card,URL,Row #,Top Row,Category: Name,Custom Collections,' +
    'Image Src,Variant ID,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Barcode,Variant Image,Variant Price,' +
    'Variant Compare At Price,Variant Inventory Tracker,Variant Inventory Policy,Variant Inventory Qty,Variant Cost,' +
    'Inventory Available: Berlin,Inventory Available: Paris',
  matrixifyOrders:
    'ID,Name,Command,Email,Created At,Cancelled At,Currency,Source,Price: Subtotal,Price: Total Discount,Price: Total Shipping,Tax: Total,' +
    'Tax: Included,Price: Total,Price: Total Refund,Payment: Status,Billing: Company,Billing: Country Code,Shipping: Country Code,' +
    'Row #,Top Row,Line: Type,Line: ID,Line: Variant ID,Line: Name,Line: SKU,Line: Quantity,Line: Price,Line: Discount',
} as const
