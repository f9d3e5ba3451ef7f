-- For wrk: a rating of about 200 bytes, from a conversation of its own, as the widget sends it.
local hex = "0123456789abcdef"

local function uuid()
  return (("xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx"):gsub("x", function()
    local digit = math.random(16)
    return hex:sub(digit, digit)
  end))
end

function init()
  local noise = io.open("/dev/urandom", "rb")
  local a, b, c = noise:read(3):byte(1, 3)
  noise:close()
  math.randomseed(a * 65536 + b * 256 + c + os.time())
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "text/plain"
  wrk.headers["Origin"] = "https://shop.example"
end

function request()
  return wrk.format(nil, nil, nil, string.format(
    '{"survey":"csat","score":%d,"request_id":"%s","agent":"mari","conversation":"%s","language":"et","customer":{"name":"Kadri"}}',
    math.random(5), uuid(), uuid()))
end

-- requests, microseconds, 99th percentile in microseconds, requests that failed
function done(summary, latency, requests)
  local failed = 0
  for _, count in pairs(summary.errors) do failed = failed + count end
  io.write(string.format("RESULT %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(99), failed))
end
