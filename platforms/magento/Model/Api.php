<?php

declare(strict_types=1);

namespace Pairwell\Suggestions\Model;

use Magento\Framework\HTTP\Adapter\CurlFactory;

/** Calls of Pairwell's API with the secret key. */
class Api
{
    /** Seconds that an answer may take. */
    private const TIMEOUT = 30;

    public function __construct(private readonly Config $config, private readonly CurlFactory $curl)
    {
    }

    /** @param array|null $body sent as JSON */
    public function call(string $method, string $path, ?array $body = null): Answer
    {
        $curl = $this->curl->create();
        $curl->setOptions(['timeout' => self::TIMEOUT, 'header' => false]);
        $headers = ['Authorization: Bearer ' . $this->config->secretKey(), 'Accept: application/json'];
        if ($body !== null) {
            $headers[] = 'Content-Type: application/json';
        }
        $json = $body === null ? '' : json_encode($body, JSON_INVALID_UTF8_SUBSTITUTE);
        $curl->write($method, $this->config->endpoint() . $path, '1.1', $headers, $json);
        $text = (string)$curl->read();
        $status = (int)$curl->getInfo(CURLINFO_HTTP_CODE);
        $curl->close();
        $read = json_decode($text, true);
        // An answer that is no JSON is not the API's.
        $isOurs = is_array($read) || $status === 204 || $status === 0;
        return new Answer($isOurs ? $status : 502, is_array($read) ? $read : []);
    }
}
