"""What real audiences look like, to hold invented ones beside them."""

REAL = (
    {
        "density": 0.063, "history length, mean": 106.0, "history length, median": 65.0,
        "history length, 90th percentile over median": 3.76, "history length, Gini": 0.472,
        "share of the most watched tenth of titles": 0.427, "title popularity, Gini": 0.629, "rating, mean": 3.530,
        "rating, standard deviation": 1.126, "share of ratings of 4 and more": 0.554,
        "person means, standard deviation": 0.445, "title means, standard deviation": 0.533,
        "popularity and title mean, correlation": 0.469, "genres a title, mean": 1.721,
        "share of titles with two genres or more": 0.505, "genres watched, entropy in bits": 3.596,
        "genre pairs, weighted log lift": 0.784, "share of possible genre pairs never seen": 0.307,
        "rating autocorrelation": 0.213,
    },
    {
        "density": 0.045, "history length, mean": 165.6, "history length, median": 96.0,
        "history length, 90th percentile over median": 4.167, "history length, Gini": 0.529,
        "share of the most watched tenth of titles": 0.444, "title popularity, Gini": 0.634, "rating, mean": 3.582,
        "rating, standard deviation": 1.117, "share of ratings of 4 and more": 0.575,
        "person means, standard deviation": 0.430, "title means, standard deviation": 0.608,
        "popularity and title mean, correlation": 0.366, "genres a title, mean": 1.671,
        "share of titles with two genres or more": 0.492, "genres watched, entropy in bits": 3.627,
        "genre pairs, weighted log lift": 0.792, "share of possible genre pairs never seen": 0.229,
    },
    {
        "density": 0.017, "history length, mean": 165.3, "history length, median": 70.5,
        "history length, 90th percentile over median": 5.678, "history length, Gini": 0.604,
        "share of the most watched tenth of titles": 0.600, "title popularity, Gini": 0.716, "rating, mean": 3.502,
        "rating, standard deviation": 1.043, "share of ratings of 4 and more": 0.482,
        "person means, standard deviation": 0.480, "title means, standard deviation": 0.439,
        "popularity and title mean, correlation": 0.301, "genres a title, mean": 2.272,
        "share of titles with two genres or more": 0.710, "genres watched, entropy in bits": 3.732,
        "genre pairs, weighted log lift": 0.629, "share of possible genre pairs never seen": 0.035,
        "rating autocorrelation": 0.239,
    },
)  # fmt: skip
"""MovieLens 100K, 1M and latest-small, each by `portrait`."""
