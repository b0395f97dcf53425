<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Model;

use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\Encryption\EncryptorInterface;

/** Settings of Stores → Configuration → Sales → Pairwell. */
class Config
{
    public function __construct(
        private readonly ScopeConfigInterface $config,
        private readonly EncryptorInterface $encryptor
    ) {
    }

    public function isEnabled(): bool
    {
        return $this->config->isSetFlag('pairwell/connection/enabled')
            && $this->endpoint() !== '' && $this->publishableKey() !== '';
    }

    public function endpoint(): string
    {
        return rtrim(trim((string)$this->config->getValue('pairwell/connection/endpoint')), '/');
    }

    public function publishableKey(): string
    {
        return trim((string)$this->config->getValue('pairwell/connection/publishable_key'));
    }

    public function secretKey(): string
    {
        return trim((string)$this->encryptor->decrypt((string)$this->config->getValue('pairwell/connection/secret_key')));
    }

    /** Signs numbers of orders; '' where none is set. */
    public function tokenKey(): string
    {
        return trim((string)$this->encryptor->decrypt((string)$this->config->getValue('pairwell/connection/token_key')));
    }

    /** @param string $panel product, upgrade, cart or home */
    public function shows(string $panel): bool
    {
        return $this->isEnabled() && $this->config->isSetFlag("pairwell/panels/$panel");
    }

    /** What is wrong with the settings as they are written; '' for nothing. */
    public function wrongForm(): string
    {
        $isLocal = (bool)preg_match('~^http://(localhost|127\.0\.0\.1)[:/]~', $this->endpoint() . '/');
        if (!str_starts_with($this->endpoint(), 'https://') && !$isLocal) {
            return 'The endpoint does not begin with https://, so your secret key would be readable on its way.';
        }
        if (!str_starts_with($this->secretKey(), 'sk_')) {
            return 'The secret key does not begin with sk_. Copy it from Pairwell’s console, under Settings, Keys.';
        }
        if (!str_starts_with($this->publishableKey(), 'pk_')) {
            return 'The publishable key does not begin with pk_. Copy it from Pairwell’s console, under Settings, Keys.';
        }
        return '';
    }
}
