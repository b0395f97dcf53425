<?php
/** Catalogue, stock and sales of the simulated shop, with Magento's interfaces for them. Written for these tests. */

namespace Magento\Catalog\Model\Product {
    class Visibility
    {
        public const VISIBILITY_NOT_VISIBLE = 1;
    }
}

namespace Magento\ConfigurableProduct\Model\Product\Type {
    class Configurable
    {
        public const TYPE_CODE = 'configurable';
        public function getParentIdsByChild($id)
        {
            $product = \Shop::byId((int)$id);
            return isset($product['parent']) ? [\Shop::$products[$product['parent']]['id']] : [];
        }
        public function getConfigurableAttributesAsArray($product)
        {
            return [['attribute_code' => 'color']];
        }
        public function getUsedProducts($product)
        {
            $children = array_filter(\Shop::$products, fn ($one) => ($one['parent'] ?? '') === $product->getSku());
            return array_map(fn ($one) => new \Product($one), array_values($children));
        }
    }
}

namespace Magento\Catalog\Api\Data {
    interface ProductInterface
    {
    }
}

namespace Magento\Catalog\Api {
    use Magento\Framework\Exception\NoSuchEntityException;

    class ProductRepositoryInterface
    {
        public function get($sku, $edit = false, $store = null, $force = false)
        {
            return isset(\Shop::$products[$sku]) ? new \Product(\Shop::$products[$sku]) : throw new NoSuchEntityException();
        }
        public function getById($id)
        {
            $product = \Shop::byId($id);
            return $product ? new \Product($product) : throw new NoSuchEntityException();
        }
    }

    class CategoryRepositoryInterface
    {
        private const TREE = [1 => ['Root', '1'], 2 => ['Default', '1/2'], 3 => ['Kitchen', '1/2/3'], 4 => ['Kettles', '1/2/3/4']];
        public function get($id)
        {
            [$name, $path] = self::TREE[$id] ?? throw new NoSuchEntityException();
            return new class ($name, $path) {
                public function __construct(private string $name, private string $path)
                {
                }
                public function getName()
                {
                    return $this->name;
                }
                public function getPath()
                {
                    return $this->path;
                }
            };
        }
    }
}

namespace Magento\Catalog\Helper {
    class Image
    {
        private string $file = '';
        public function init($product, $id)
        {
            $this->file = $product->getImage();
            return $this;
        }
        public function getUrl()
        {
            return "https://shop.example/media{$this->file}";
        }
    }

    class Data
    {
        public function getProduct()
        {
            return \Shop::$page === '' ? null : new \Product(\Shop::$products[\Shop::$page]);
        }
    }
}

namespace Magento\CatalogInventory\Api {
    class StockRegistryInterface
    {
        public function getStockItemBySku($sku)
        {
            return new \Magic(\Shop::$products[$sku]['stock']);
        }
    }
}

namespace Magento\Store\Model {
    class StoreManagerInterface
    {
        public function getStore()
        {
            return new \Magic(['base_currency_code' => 'EUR']);
        }
    }
}

namespace Magento\Sales\Api\Data {
    interface OrderInterface
    {
    }
}

namespace Magento\Sales\Api {
    class OrderRepositoryInterface
    {
        public function getList($numbers)
        {
            $found = array_intersect_key(\Shop::$orders, array_flip($numbers));
            return new \Magic(['items' => array_map(fn ($one) => new \Order($one), $found)]);
        }
    }
}

namespace Magento\Checkout\Model {
    class Session
    {
        public function getQuote()
        {
            return new \Magic(['all_visible_items' => array_map(fn ($sku) => new \Magic(['sku' => $sku]), \Shop::$cart)]);
        }
        public function getLastRealOrder()
        {
            return \Shop::$last === '' ? null : new \Order(\Shop::$orders[\Shop::$last]);
        }
    }
}

namespace {
    /** Magento's data objects: getName() is the value of `name`, null where there is none. */
    class Magic
    {
        public function __construct(protected array $data)
        {
        }
        public function __call($method, $arguments)
        {
            $name = strtolower(ltrim(preg_replace('/[A-Z]/', '_$0', substr($method, 3)), '_'));
            return $this->data[$name] ?? null;
        }
        public function getData($name)
        {
            return $this->data[$name] ?? null;
        }
    }

    class Product extends Magic implements Magento\Catalog\Api\Data\ProductInterface
    {
        public function getTypeInstance()
        {
            return $this->data['type_id'] === 'configurable' ? new Magento\ConfigurableProduct\Model\Product\Type\Configurable() : new Magic([]);
        }
        public function getAttributeText($name)
        {
            return $this->data[$name] ?? false;
        }
        public function getProductUrl()
        {
            return "https://shop.example/{$this->data['sku']}.html";
        }
        public function getOrigData($name)
        {
            return $this->data['before'] ?? $this->data[$name];
        }
    }

    class Order extends Magic implements Magento\Sales\Api\Data\OrderInterface
    {
        public function getAllVisibleItems()
        {
            return array_map(fn ($line) => new Magic($line), $this->data['lines']);
        }
        public function getBillingAddress()
        {
            return new Magic(['country_id' => 'DE', 'company' => $this->data['company'] ?? '']);
        }
        public function getShippingAddress()
        {
            return null;
        }
    }
}
