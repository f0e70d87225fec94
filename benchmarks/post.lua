-- Posts one body again and again, each time under a key and a reference of its own.
local file = io.open(os.getenv("BENCH_BODY"), "r")
local body = file:read("*a")
file:close()
local token = os.getenv("BENCH_TOKEN")
local places = {}
for place in os.getenv("BENCH_PLACES"):gmatch("%d+") do
  table.insert(places, place)
end
local count, thread = 0, 0

function setup(each)
  thread = thread + 1
  each:set("number", thread)
end

function init()
  math.randomseed(os.time() * 100 + number)
  run = string.format("%08x", math.random(0, 2147483647))
end

function request()
  count = count + 1
  local own = string.format("%s-%d-%d", run, number, count)
  local headers = {
    ["Authorization"] = "Bearer " .. token,
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = own,
  }
  return wrk.format("POST", nil, headers, (body:gsub("REFERENCE", own):gsub("PLACE", places[math.random(#places)])))
end

function done(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.timeout + summary.errors.connect
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, bad,
    latency:percentile(50), latency:percentile(99)))
end
