<?php
/**
 * The parts of Magento that the module calls, as far as it can see a difference. Written for these tests, after Magento's public code.
 */

namespace Magento\Framework\App {
    class ResourceConnection
    {
        public function __construct(private \FakeDb $db)
        {
        }
        public function getConnection()
        {
            return $this->db;
        }
        public function getTableName($name)
        {
            return $name;
        }
    }
}

namespace Magento\Framework\App\Config {
    interface ScopeConfigInterface
    {
        public function getValue($path);
        public function isSetFlag($path);
    }
}

namespace Magento\Framework\Encryption {
    interface EncryptorInterface
    {
        public function decrypt($data);
    }
}

namespace Magento\Framework\HTTP\Adapter {
    class CurlFactory
    {
        public function create()
        {
            return new Curl();
        }
    }

    class Curl
    {
        public static int $requests = 0;
        public static int $bytes = 0;
        /** The process ends like one that was killed before this request; 0 for never. */
        public static int $diesAt = 0;
        private string $text = '';
        private int $status = 0;

        public function setOptions(array $options)
        {
        }

        public function write($method, $url, $version = '1.1', $headers = [], $body = '')
        {
            if (++self::$requests === self::$diesAt) {
                posix_kill(getmypid(), 9);
            }
            self::$bytes += strlen($body);
            $context = stream_context_create(['http' => ['method' => $method, 'header' => implode("\r\n", [...$headers, 'Connection: close']), 'content' => $body, 'ignore_errors' => true, 'timeout' => 30]]);
            $text = @file_get_contents($url, false, $context);
            $this->text = $text === false ? '' : $text;
            $this->status = $text === false ? 0 : (int)explode(' ', $http_response_header[0])[1];
        }

        public function read()
        {
            return $this->text;
        }

        public function getInfo($option)
        {
            return $this->status;
        }

        public function close()
        {
        }
    }
}

namespace Magento\Framework\Exception {
    class NoSuchEntityException extends \Exception
    {
    }
}

namespace Magento\Framework\Event {
    interface ObserverInterface
    {
        public function execute(Observer $observer);
    }

    class Observer
    {
        public function __construct(private array $data)
        {
        }
        public function getEvent()
        {
            return $this;
        }
        public function getData($name)
        {
            return $this->data[$name];
        }
    }
}

namespace Magento\Framework\Api {
    class SearchCriteriaBuilder
    {
        private array $values = [];
        public function addFilter($field, $value, $condition)
        {
            $this->values = $value;
            return $this;
        }
        public function create()
        {
            return $this->values;
        }
    }
}

namespace Magento\Framework\Setup {
    interface UninstallInterface
    {
    }
    interface ModuleContextInterface
    {
    }
    interface SchemaSetupInterface
    {
    }
}

namespace Magento\Framework\Setup\Patch {
    interface DataPatchInterface
    {
    }
}

namespace Magento\Framework\View\Element\Block {
    interface ArgumentInterface
    {
    }
}

namespace Magento\Framework\Locale {
    interface ResolverInterface
    {
    }
}

namespace Symfony\Component\Console\Command {
    class Command
    {
        public function __construct(private string $name)
        {
            $this->configure();
        }
        protected function configure(): void
        {
        }
        public function setDescription($text)
        {
            return $this;
        }
        public function run($input, $output): int
        {
            return $this->execute($input, $output);
        }
    }
}

namespace Symfony\Component\Console\Input {
    interface InputInterface
    {
    }
}

namespace Symfony\Component\Console\Output {
    interface OutputInterface
    {
    }
}
